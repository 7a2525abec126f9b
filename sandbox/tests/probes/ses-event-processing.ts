import { randomUUID } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import type { Probe } from ".";

/** A permanent bounce as it comes from the queue: the event that needs every right of the processor. */
function bounce(): Pick<SQSEvent, "Records"> {
  const timestamp = "2026-11-20T09:15:04.077Z";
  const emailAddress = `${randomUUID()}@example.com`;
  const body = {
    eventType: "Bounce",
    bounce: {
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress, action: "failed", status: "5.1.1" }],
      timestamp,
      feedbackId: randomUUID(),
    },
    mail: { timestamp, messageId: randomUUID(), source: "news@example.com", destination: [emailAddress] },
  };
  return {
    Records: [
      {
        messageId: randomUUID(),
        receiptHandle: "probe",
        body: JSON.stringify(body),
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(Date.parse(timestamp)),
          SenderId: "probe",
          ApproximateFirstReceiveTimestamp: String(Date.parse(timestamp)),
        },
        messageAttributes: {},
        md5OfBody: "",
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:123456789012:probe",
        awsRegion: "us-east-1",
      },
    ],
  };
}

export const probes: readonly Probe[] = [{ role: "processor", event: bounce }];
