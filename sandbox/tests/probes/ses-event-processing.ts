import { randomUUID } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import { sqsEvent } from "../../../functions/testing/sqs";
import type { Probe } from ".";

/** A permanent bounce as it comes from the queue: the event that needs every right of the processor. */
function bounce(): SQSEvent {
  const timestamp = "2026-11-20T09:15:04.077Z";
  const emailAddress = `${randomUUID()}@example.com`;
  return sqsEvent({
    eventType: "Bounce",
    bounce: {
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress, action: "failed", status: "5.1.1" }],
      timestamp,
      feedbackId: randomUUID(),
    },
    mail: { timestamp, messageId: randomUUID(), source: "news@example.com", destination: [emailAddress] },
  });
}

export const probes: readonly Probe[] = [{ role: "processor", event: bounce }];
