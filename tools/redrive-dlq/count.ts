import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchRequestEntry,
  type Message,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { explained, type QueueFacts, type Sqs } from "./queue";

/** Messages are hidden for so long while they are counted, in seconds. */
const HIDDEN_SECONDS = 600;
/** Most messages that are looked at: reading them takes less than the time that they are hidden. */
const MAX_LOOKED_AT = 10_000;
/** A queue may answer with nothing although it holds something: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html */
const WAIT_SECONDS = 2;

/** Dead letters by why they are dead. */
export interface Count {
  /** By `failure_class`; under the empty name those that have none, because SQS moved them after too many receives. */
  readonly byClass: ReadonlyMap<string, number>;
  readonly lookedAt: number;
  /** Messages that could not be given back, and are seen again only some minutes later. */
  readonly stillHidden: number;
}

/** Counts the messages of a queue by their `failure_class`. All of them stay there. */
export async function countByClass(sqs: Sqs, queue: QueueFacts): Promise<Count> {
  const seen = new Map<string, Message>();
  let stillHidden = 0;
  try {
    await explained(`Cannot receive from ${queue.url}`, () => look(sqs, queue.url, seen));
  } finally {
    stillHidden = await giveBack(sqs, queue.url, [...seen.values()]);
  }
  const byClass = new Map<string, number>();
  for (const { MessageAttributes } of seen.values()) {
    const name = MessageAttributes?.["failure_class"]?.StringValue ?? "";
    byClass.set(name, (byClass.get(name) ?? 0) + 1);
  }
  return { byClass, lookedAt: seen.size, stillHidden };
}

/** Receives until nothing new comes. */
async function look(sqs: Sqs, url: string, seen: Map<string, Message>): Promise<void> {
  const request = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ["failure_class"],
    VisibilityTimeout: HIDDEN_SECONDS,
    WaitTimeSeconds: WAIT_SECONDS,
  });
  for (let before = -1; before < seen.size && seen.size < MAX_LOOKED_AT; ) {
    before = seen.size;
    const { Messages = [] } = await sqs.send(request);
    for (const message of Messages) seen.set(message.MessageId ?? "", message);
  }
}

/** @returns how many could not be given back */
async function giveBack(sqs: Sqs, url: string, messages: readonly Message[]): Promise<number> {
  let failed = 0;
  for (let start = 0; start < messages.length; start += 10) {
    const Entries = messages.slice(start, start + 10).map(
      ({ ReceiptHandle }, index): ChangeMessageVisibilityBatchRequestEntry => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    const request = new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries });
    const { Failed = [] } = await explained(`Cannot give messages back to ${url}`, () => sqs.send(request));
    failed += Failed.length;
  }
  return failed;
}
