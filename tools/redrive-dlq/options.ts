import { parseArgs } from "node:util";

export const USAGE = `Usage:
  npx tsx tools/redrive-dlq --queue-url <dead letters> --dry-run
  npx tsx tools/redrive-dlq --queue-url <dead letters> --destination-url <queue> [--messages-per-second <number>]

  --queue-url            dead-letter queue, e.g. of the output lane_dead_letter_queue_urls
  --destination-url      queue that the messages go back to, e.g. of the output lane_queue_urls
  --messages-per-second  how many to move per second at most, 1 to 500; no more than the queue's reader manages [10]
  --dry-run              move nothing; count the messages by failure_class`;

/** What the command line asks for: to count dead letters, or to move them. */
export type Options =
  | { readonly queueUrl: string; readonly isDryRun: true }
  | {
      readonly queueUrl: string;
      readonly isDryRun: false;
      readonly destinationUrl: string;
      readonly messagesPerSecond: number;
    };

/** Most that SQS moves: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const MAX_MESSAGES_PER_SECOND = 500;

/** Reads the command line; undefined where help is asked for. @throws Error with a text for the user */
export function parseOptions(args: readonly string[]): Options | undefined {
  const given = parsed(args);
  if (given.help) return undefined;
  const queueUrl = queueUrlOf("--queue-url", given["queue-url"]);
  if (given["dry-run"]) return { queueUrl, isDryRun: true };
  const destinationUrl = queueUrlOf("--destination-url", given["destination-url"]);
  const messagesPerSecond = rateOf(given["messages-per-second"]);
  return { queueUrl, isDryRun: false, destinationUrl, messagesPerSecond };
}

/** The Region that a queue's URL names; undefined where it names none, as that of a local cloud. */
export function regionOf(queueUrl: string): string | undefined {
  return /^(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\./
    .exec(new URL(queueUrl).hostname)
    ?.slice(1)
    .find(Boolean);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        "queue-url": { type: "string" },
        "destination-url": { type: "string" },
        "messages-per-second": { type: "string", default: "10" },
        "dry-run": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw usageError((error as Error).message);
  }
}

function queueUrlOf(option: string, value: string | undefined): string {
  if (value === undefined) throw usageError(`${option} is required.`);
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw usageError(`${option} must be the URL of a queue; got ${value}.`);
}

function rateOf(value: string): number {
  const rate = Number(value);
  if (Number.isInteger(rate) && rate >= 1 && rate <= MAX_MESSAGES_PER_SECOND) return rate;
  throw usageError(`--messages-per-second must be a whole number, 1 to ${MAX_MESSAGES_PER_SECOND}; got ${value}.`);
}

function usageError(problem: string): Error {
  return new Error(`${problem}\n\n${USAGE}`);
}
