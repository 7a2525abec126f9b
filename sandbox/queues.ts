import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** Puts messages into a queue, ten with each call. @throws Error when the queue does not take them all */
export async function putMessages(sqs: SQSClient, QueueUrl: string, bodies: readonly string[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += 10) {
    const Entries = bodies.slice(start, start + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`${QueueUrl} did not take ${Failed.length} messages: ${Failed[0]?.Message}`);
  }
}
