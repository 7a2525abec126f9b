import type { SQSRecord } from "aws-lambda";
import type { Clock } from "../../functions/shared/clock";

/** A message in a {@link VirtualQueue}. */
interface Message {
  readonly record: SQSRecord;
  receives: number;
  visibleAt: number;
}

/**
 * A Standard queue in virtual time: who receives a message hides it for the visibility timeout, and a message is there
 * until it is deleted.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export class VirtualQueue {
  readonly #messages = new Map<string, Message>();
  #sent = 0;

  constructor(
    private readonly clock: Clock,
    private readonly visibilitySeconds: number,
    /** Whether a message that is given out stays visible, as a Standard queue's may. */
    private readonly redelivers: () => boolean,
  ) {}

  /** Messages that have not been deleted. */
  get size(): number {
    return this.#messages.size;
  }

  send(body: string): void {
    const messageId = `m${this.#sent}`;
    this.#sent += 1;
    const now = this.clock.now();
    const attributes = {
      ApproximateReceiveCount: "0",
      SentTimestamp: String(Math.floor(now)),
      SenderId: "producer",
      ApproximateFirstReceiveTimestamp: String(Math.floor(now)),
    };
    const record = {
      messageId,
      receiptHandle: messageId,
      body,
      attributes,
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:eu-west-1:123456789012:lane",
      awsRegion: "eu-west-1",
    };
    this.#messages.set(messageId, { record, receives: 0, visibleAt: now });
  }

  /** Visible messages, the oldest first. */
  receive(atMost: number): SQSRecord[] {
    const now = this.clock.now();
    const received: SQSRecord[] = [];
    for (const message of this.#messages.values()) {
      if (received.length === atMost) break;
      if (message.visibleAt > now) continue;
      message.receives += 1;
      if (!this.redelivers()) message.visibleAt = now + this.visibilitySeconds * 1_000;
      const attributes = { ...message.record.attributes, ApproximateReceiveCount: String(message.receives) };
      received.push({ ...message.record, attributes });
    }
    return received;
  }

  /** Hides a message for so many seconds from now; 0 shows it. */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const message = this.#messages.get(receiptHandle);
    if (message) message.visibleAt = this.clock.now() + seconds * 1_000;
  }

  delete(receiptHandle: string): void {
    this.#messages.delete(receiptHandle);
  }
}
