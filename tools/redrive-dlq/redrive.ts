import { type Count, countByClass } from "./count";
import { type Mover, move } from "./move";
import type { Options } from "./options";
import { type QueueFacts, queueFacts } from "./queue";

/** What one has to know of a class before its messages are moved back. */
const REMARKS: Readonly<Record<string, string>> = {
  "": "no failure_class: SQS moved them after too many receives",
  uncertain: "may have been sent; moved back, they are sent again",
  expired: "their time is over; moved back, they end here again unless only the lane's deadline was over",
};

/** Does what the command line asks for. @throws Error with a text for the user */
export async function redrive(options: Options, mover: Mover): Promise<void> {
  const { sqs, print } = mover;
  const source = await queueFacts(sqs, options.queueUrl);
  print(`${source.url} holds about ${described(source)}.`);
  if (options.isDryRun) return show(source, await countByClass(sqs, source), print);

  const destination = await queueFacts(sqs, options.destinationUrl);
  if (destination.arn === source.arn) {
    throw new Error(`--destination-url must be another queue than --queue-url; both are ${source.arn}.`);
  }
  if (source.visible === 0) return print("Nothing to move.");
  await move(mover, source, destination, options.messagesPerSecond);
}

function described({ visible, inFlight }: QueueFacts): string {
  const hidden = inFlight === 0 ? "" : `, and ${inFlight} that somebody else has received`;
  return `${visible} ${visible === 1 ? "message" : "messages"}${hidden}`;
}

function show(source: QueueFacts, { byClass, lookedAt, stillHidden }: Count, print: Mover["print"]): void {
  const rows = [...byClass].sort(([, left], [, right]) => right - left);
  for (const [name, count] of rows) {
    const remark = REMARKS[name];
    print(`${String(count).padStart(8)}  ${[name || "-", remark && `(${remark})`].filter(Boolean).join(" ")}`);
  }
  if (lookedAt < source.visible) print(`Looked at ${lookedAt}; the others were not read.`);
  if (stillHidden > 0) print(`${stillHidden} could not be given back and stay hidden for up to ten minutes.`);
}
