import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** What the tool needs of SQS's client. */
export type Sqs = Pick<SQSClient, "send">;

/** A queue as SQS knows it. The numbers are approximate and some seconds late. */
export interface QueueFacts {
  readonly url: string;
  readonly arn: string;
  readonly visible: number;
  /** Received by somebody, and not to be seen meanwhile. */
  readonly inFlight: number;
}

/** Asks for a queue. @throws Error that says which queue, and why it cannot be read */
export async function queueFacts(sqs: Sqs, url: string): Promise<QueueFacts> {
  const request = new GetQueueAttributesCommand({
    QueueUrl: url,
    AttributeNames: ["QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
  });
  const { Attributes = {} } = await explained(`Cannot read the queue ${url}`, () => sqs.send(request));
  return {
    url,
    arn: Attributes["QueueArn"] ?? "",
    visible: Number(Attributes["ApproximateNumberOfMessages"]),
    inFlight: Number(Attributes["ApproximateNumberOfMessagesNotVisible"]),
  };
}

/** The result of some work; an error of it says what was tried. */
export async function explained<Result>(attempt: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { name, message } = error as Error;
    throw new Error(`${attempt}: ${name}: ${message}`, { cause: error });
  }
}
