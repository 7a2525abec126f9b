import type { Context, SQSEvent, SQSRecord } from "aws-lambda";

/** A queue message as Lambda gets it; ids are `m0`, `m1`, … in the order of {@link sqsEvent}. */
function sqsRecord(body: unknown, messageId = "m0"): SQSRecord {
  return {
    messageId,
    receiptHandle: "receipt",
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: String(Date.parse("2026-11-20T09:15:05.000Z")),
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: String(Date.parse("2026-11-20T09:15:06.000Z")),
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-1:123456789012:feedback",
    awsRegion: "eu-west-1",
  };
}

/** A batch of messages with these bodies; objects travel as JSON. */
export function sqsEvent(...bodies: readonly unknown[]): SQSEvent {
  return { Records: bodies.map((body, index) => sqsRecord(body, `m${index}`)) };
}

/** The body that SNS makes of a message when raw delivery is off. */
export function snsEnvelope(message: unknown) {
  return {
    Type: "Notification",
    MessageId: "3f1c2f6e-0a52-5d0e-9a53-70d2a61b0001",
    TopicArn: "arn:aws:sns:eu-west-1:123456789012:feedback",
    Message: typeof message === "string" ? message : JSON.stringify(message),
    Timestamp: "2026-11-20T09:15:04.310Z",
  };
}

/** The part of Lambda's context that handlers use. */
export function lambdaContext(remainingMs = 30_000): Context {
  return { getRemainingTimeInMillis: () => remainingMs } as Context;
}
