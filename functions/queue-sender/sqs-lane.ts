import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchRequestEntry,
  type MessageAttributeValue,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import type { Clock } from "../shared/clock";
import { type Observers, reportFailure } from "../shared/observers";
import type { Failure } from "./failures";
import { inFlight } from "./in-flight";
import type { Lane, Postponed } from "./ports";
import { receiveCount } from "./tasks";

/** Settings of {@link SqsLane}. */
export interface LaneSettings {
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly clock: Clock;
  readonly observers: Observers;
}

/** Most messages of one batch call, and calls at the same time. */
const BATCH_SIZE = 10;
const CALLS_IN_FLIGHT = 10;
/** Longest text of an attribute, in characters. */
const MAX_TEXT = 256;

/** A lane in SQS. */
export class SqsLane implements Lane {
  constructor(
    private readonly client: SQSClient,
    private readonly settings: LaneSettings,
  ) {}

  async postpone(messages: readonly Postponed[]): Promise<void> {
    const entries = messages.map(({ record, seconds }) => ({
      Id: record.messageId,
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: seconds,
    }));
    await inFlight(
      chunks(entries, BATCH_SIZE),
      () => CALLS_IN_FLIGHT,
      (chunk) => this.#hide(chunk),
    );
  }

  async #hide(Entries: ChangeMessageVisibilityBatchRequestEntry[]): Promise<void> {
    const { queueUrl, observers } = this.settings;
    try {
      const request = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
      const { Failed = [] } = await this.client.send(request);
      for (const { Id, Code } of Failed) {
        observers.logger.warn("Visibility not changed", { record_id: Id, error_name: Code });
      }
    } catch (error) {
      reportFailure(error, { count: Entries.length }, observers);
    }
  }

  async deadLetter(record: SQSRecord, failure: Failure, body = record.body): Promise<void> {
    const attributes = {
      failure_class: text(failure.class),
      failure_code: text(failure.code),
      failure_message: text(failure.message),
      original_message_id: text(record.messageAttributes?.["original_message_id"]?.stringValue ?? record.messageId),
      receive_count: { DataType: "Number", StringValue: String(receiveCount(record)) },
      failed_at: text(new Date(this.settings.clock.now()).toISOString()),
    };
    const QueueUrl = this.settings.deadLetterQueueUrl;
    await this.client.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes: attributes }));
  }

  async enqueue(body: string, delaySeconds: number): Promise<void> {
    const QueueUrl = this.settings.queueUrl;
    await this.client.send(new SendMessageCommand({ QueueUrl, MessageBody: body, DelaySeconds: delaySeconds }));
  }
}

/** Neither empty nor too long, and without the characters that SQS does not take. */
function text(value: string): MessageAttributeValue {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what SQS refuses.
  const allowed = value.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, " ");
  return { DataType: "String", StringValue: [...allowed].slice(0, MAX_TEXT).join("") || "-" };
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
