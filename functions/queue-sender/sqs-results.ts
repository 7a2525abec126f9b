import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Result, Results } from "./ports";

const BATCH_SIZE = 10;

/** A queue of results that is known by its ARN. The client must not take the queue's URL for its endpoint. */
export class SqsResults implements Results {
  readonly #queueUrl: string;

  constructor(
    private readonly client: SQSClient,
    queueArn: string,
  ) {
    const [, , , region, account, name] = queueArn.split(":");
    this.#queueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
  }

  async publish(results: readonly Result[]): Promise<void> {
    for (let at = 0; at < results.length; at += BATCH_SIZE) {
      const bodies = results.slice(at, at + BATCH_SIZE).map((result) => JSON.stringify(result));
      const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      const request = new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries });
      const { Failed = [] } = await this.client.send(request);
      if (Failed.length > 0) {
        throw new Error(`${Failed.length} results were not taken by the result queue: ${Failed[0]?.Code}.`);
      }
    }
  }
}
