import { GetQueueAttributesCommand, PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { eventually } from "../client";
import { putMessages } from "../queues";
import { SENDER } from "./account";
import { LimiterTable } from "./limiter-table";
import { client, command, stack } from "./suite";

/** One lane of the applied module, as its producers and its operators see it. */
export class Lane {
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  private readonly sqs = new SQSClient(client());

  constructor(channel: "ses" | "sms" | "pinpoint") {
    const outputs = stack("message-queuing") as unknown as Record<string, Record<string, string>>;
    this.queueUrl = String(outputs["lane_queue_urls"]?.[channel]);
    this.deadLetterQueueUrl = String(outputs["lane_dead_letter_queue_urls"]?.[channel]);
  }

  /** Puts messages into the lane, ten with each call; a text is sent as it stands. */
  async send(messages: readonly unknown[]): Promise<void> {
    const bodies = messages.map((message) => (typeof message === "string" ? message : JSON.stringify(message)));
    await putMessages(this.sqs, this.queueUrl, bodies);
  }

  /** How many messages can be received, and how many are in work or parked. */
  async count(): Promise<{ waiting: number; invisible: number }> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: this.queueUrl, AttributeNames: ["All"] }),
    );
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: received } = Attributes;
    return {
      waiting: Number(waiting),
      invisible: Number(received) + Number(Attributes["ApproximateNumberOfMessagesDelayed"]),
    };
  }

  /** Waits until nothing is left, 20 seconds at most by default. */
  async drained(seconds?: number): Promise<void> {
    const isEmpty = async () => {
      const { waiting, invisible } = await this.count();
      return waiting + invisible === 0 ? true : undefined;
    };
    await eventually(`the end of ${this.queueUrl}`, isEmpty, seconds);
  }

  /** Ends every wait: of messages that are delayed, that failed, that are parked. */
  async expire(): Promise<void> {
    await command("expire", { queue: this.queueUrl.split("/").at(-1) });
  }

  /** The dead letters: their bodies by class, code and text. They stay where they are. */
  async deadLetters(): Promise<{ body: string; class: string; code: string; text: string }[]> {
    const { Messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.deadLetterQueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageAttributeNames: ["All"],
      }),
    );
    return Messages.map(({ Body = "", MessageAttributes: attributes = {} }) => {
      const attribute = (name: string): string => String(attributes[name]?.StringValue);
      return {
        body: Body,
        class: attribute("failure_class"),
        code: attribute("failure_code"),
        text: attribute("failure_message"),
      };
    });
  }

  /** Forgets the dead letters. */
  async clear(): Promise<void> {
    await this.sqs.send(new PurgeQueueCommand({ QueueUrl: this.deadLetterQueueUrl }));
  }

  /** Closes the lane's breaker, as an operator does when the cause of a pause is gone. */
  async closeBreaker(): Promise<void> {
    await new LimiterTable(String(stack("message-queuing")["limiter_table_name"])).resume("ses");
  }
}

/** A mail for the lane. @param fields other than the usual ones */
export function mail(id: string, to: string, fields: object = {}) {
  const content = { kind: "simple", subject: `Mail ${id}`, text: "Your statement." };
  return { version: 1, id, channel: "ses", ses: { from: SENDER, to: [to], content, ...fields } };
}
