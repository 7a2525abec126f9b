import { randomUUID } from "node:crypto";
import type { SQSEvent } from "aws-lambda";

/** Messages with these bodies as Lambda gets them from a queue. */
export function sqsEvent(...bodies: readonly object[]): SQSEvent {
  return {
    Records: bodies.map((body) => ({
      messageId: randomUUID(),
      receiptHandle: "probe",
      body: JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: String(Date.parse("2026-11-20T09:15:05.000Z")),
        SenderId: "probe",
        ApproximateFirstReceiveTimestamp: String(Date.parse("2026-11-20T09:15:06.000Z")),
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:123456789012:probe",
      awsRegion: "us-east-1",
    })),
  };
}
