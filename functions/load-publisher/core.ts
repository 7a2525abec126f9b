import { InvalidInputError, RetryableError } from "../shared/errors";

/** What the mailbox simulator can be made to do. */
export const SIMULATED = ["success", "bounce", "complaint", "ooto", "suppressionlist"] as const;

/** The share of each kind of recipient, in any unit. */
export type Mix = Readonly<Partial<Record<(typeof SIMULATED)[number], number>>>;

/** The load of one minute. */
export interface Load {
  readonly messagesPerMinute: number;
  /** Over the minute, or all at once. */
  readonly pattern: "even" | "burst";
  readonly from: string;
  readonly mix: Mix;
}

/** A message for the lane. */
export interface Entry {
  readonly id: string;
  readonly body: string;
  readonly delaySeconds: number;
}

/** The queue of the lane. */
export interface LoadQueue {
  /** Takes at most ten. @returns those that the queue did not take */
  send(entries: readonly Entry[]): Promise<readonly Entry[]>;
}

/** What the invocation answers. */
export interface Published {
  readonly published: number;
  readonly failed: number;
}

const SECONDS = 60;
const BATCH_SIZE = 10;
const CALLS_IN_PARALLEL = 10;
/** How often entries that were not taken are tried again. */
const RETRIES = 2;

/**
 * Puts the load of the minute for which it was scheduled into the lane. A minute that is published twice has the same
 * ids, so it is sent once.
 *
 * @param scheduled the scheduled time, as EventBridge Scheduler writes it
 * @throws RetryableError when entries stay that the queue does not take
 */
export async function publishLoad(scheduled: string, load: Load, queue: LoadQueue): Promise<Published> {
  const entries = entriesOf(scheduled, load);
  let left = entries;
  for (let tries = 0; tries <= RETRIES && left.length > 0; tries += 1) left = await sendAll(left, queue);
  const result = { published: entries.length - left.length, failed: left.length };
  if (left.length === 0) return result;
  throw new RetryableError(`The lane did not take all messages: ${JSON.stringify(result)}.`);
}

/** @throws InvalidInputError when the time is none */
function entriesOf(scheduled: string, { messagesPerMinute, pattern, from, mix }: Load): Entry[] {
  const time = new Date(scheduled);
  if (Number.isNaN(time.getTime())) {
    throw new InvalidInputError(
      `time must be the scheduled time, such as 2026-11-23T10:00:00Z; got ${JSON.stringify(scheduled)}. ` +
        "See https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html.",
    );
  }
  const minute = time.toISOString().slice(0, "2026-11-23T10:00".length);
  const recipients = roundRobin(mix);
  return Array.from({ length: messagesPerMinute }, (_, index) => {
    const id = `load-${minute}-${index}`;
    const to = `${recipients.next().value}+${index}@simulator.amazonses.com`;
    const content = { kind: "simple", subject: `Load ${minute}`, text: `Message ${index} of the load of ${minute}.` };
    const body = JSON.stringify({ version: 1, id, channel: "ses", ses: { from, to: [to], content } });
    const delaySeconds = pattern === "even" ? Math.floor((index * SECONDS) / messagesPerMinute) : 0;
    return { id, body, delaySeconds };
  });
}

/** Each kind as often as its weight says, and as evenly as that can be: whoever is furthest behind comes next. */
function* roundRobin(mix: Mix): Generator<string, never> {
  const weights = SIMULATED.map((kind) => ({ kind, weight: mix[kind] ?? 0, credit: 0 }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  for (;;) {
    for (const one of weights) one.credit += one.weight;
    const next = weights.reduce((best, one) => (one.credit > best.credit ? one : best));
    next.credit -= total;
    yield next.kind;
  }
}

/** @returns what was not taken */
async function sendAll(entries: readonly Entry[], queue: LoadQueue): Promise<Entry[]> {
  const left: Entry[] = [];
  const span = BATCH_SIZE * CALLS_IN_PARALLEL;
  for (let at = 0; at < entries.length; at += span) {
    const starts = Array.from({ length: CALLS_IN_PARALLEL }, (_, index) => at + index * BATCH_SIZE);
    const calls = starts
      .map((start) => entries.slice(start, Math.min(start + BATCH_SIZE, at + span)))
      .filter((batch) => batch.length > 0)
      .map((batch) => queue.send(batch));
    left.push(...(await Promise.all(calls)).flat());
  }
  return left;
}
