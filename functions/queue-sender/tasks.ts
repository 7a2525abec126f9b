import type { SQSRecord } from "aws-lambda";
import { recordFields } from "../shared/batch";
import { READ_ON, Refusal } from "./failures";
import { type LaneMessage, parseMessage } from "./message";
import type { SenderSettings } from "./ports";

/** A message that was understood. */
export interface Task {
  readonly record: SQSRecord;
  readonly message: LaneMessage;
  /** Epoch milliseconds from which on, and until which, it may be sent. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The limiter whose slots it takes. */
  readonly limiterKey: string;
  /** The limiters whose breakers hold it up: of the lane, of what it is sent from, of its configuration set. */
  readonly breakerKeys: readonly string[];
}

/** Log fields of a record; a batch has one line for each. */
export function taskFields(record: SQSRecord, channel: string) {
  return { ...recordFields(record), channel };
}

/** How often the message was received, this time included. */
export function receiveCount({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount) || 1;
}

/**
 * Reads a record.
 *
 * @throws Refusal when its body is no message of this lane
 */
export function taskOf(record: SQSRecord, settings: SenderSettings): Task {
  // A dead letter that was moved back is a new queue message; its id of old says whether it was sent.
  const queueMessageId = record.messageAttributes?.["original_message_id"]?.stringValue ?? record.messageId;
  const message = parseMessage(record.body, queueMessageId);
  if (message.channel !== settings.channel) {
    const text = `channel must be ${settings.channel} in this lane; got ${message.channel}. ${READ_ON}`;
    throw new Refusal("malformed", "WRONG_CHANNEL", text);
  }
  const deadline = Number(record.attributes.SentTimestamp) + settings.messageDeadlineSeconds * 1_000;
  return {
    record,
    message,
    notBefore: message.not_before === undefined ? 0 : Date.parse(message.not_before),
    notAfter: message.not_after === undefined ? deadline : Date.parse(message.not_after),
    ...keysOf(message, settings),
  };
}

function keysOf(message: LaneMessage, { configurationSet }: SenderSettings) {
  const { channel } = message;
  if (channel === "sms") {
    const limiterKey = `sms#${message.sms.origination_identity ?? "default"}`;
    return { limiterKey, breakerKeys: [channel, limiterKey] };
  }
  const set = channel === "ses" ? (message.ses.configuration_set ?? configurationSet) : undefined;
  return { limiterKey: channel, breakerKeys: set === undefined ? [channel] : [channel, `ses#${set}`] };
}
