import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Entry, LoadQueue } from "./core";

/** A lane in SQS. */
export class SqsLoadQueue implements LoadQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async send(entries: readonly Entry[]): Promise<readonly Entry[]> {
    const Entries = entries.map(({ body, delaySeconds }, index) => ({
      Id: String(index),
      MessageBody: body,
      DelaySeconds: delaySeconds,
    }));
    const request = new SendMessageBatchCommand({ QueueUrl: this.queueUrl, Entries });
    const { Failed = [] } = await this.client.send(request);
    return Failed.flatMap(({ Id }) => entries[Number(Id)] ?? []);
  }
}
