import type { SQSRecord } from "aws-lambda";
import permanentGeneral from "../functions/ses-feedback-processor/events/event-bounce-permanent-general.json";
import mailboxFull from "../functions/ses-feedback-processor/events/event-bounce-transient-mailboxfull.json";
import abuse from "../functions/ses-feedback-processor/events/event-complaint-abuse.json";
import notSpam from "../functions/ses-feedback-processor/events/event-complaint-notspam.json";
import delivery from "../functions/ses-feedback-processor/events/event-delivery.json";
import batch from "../functions/ses-feedback-processor/events/lambda-sqs-batch-raw-off.json";
import notification from "../functions/ses-feedback-processor/events/notification-bounce.json";
import { sqsEvent } from "../functions/testing/sqs";

const messages = [permanentGeneral, mailboxFull, abuse, notSpam, delivery, notification].map((m) => JSON.stringify(m));
/** With signature and links, as SNS writes it. */
const envelope: Record<string, unknown> = JSON.parse(batch.Records[0]?.body ?? "");

/**
 * Queue messages as SES and SNS make them: every kind of event in turn, each of it once in an SNS envelope and once
 * raw, all with ids and recipients of their own.
 */
export function feedbackRecords(count: number): SQSRecord[] {
  const bodies = Array.from({ length: count }, (_, index) => {
    const kind = Math.floor(index / 2) % messages.length;
    const message = ownIds(messages[kind] ?? "", index);
    const isRaw = index % 2 === 1;
    return isRaw ? message : { ...envelope, Message: message };
  });
  return sqsEvent(...bodies).Records;
}

/** The addresses' and SES ids' ends replaced, so that no two messages speak of one feedback or one contact. */
function ownIds(message: string, index: number): string {
  const suffix = String(index).padStart(6, "0");
  return message.replaceAll("@example.com", `@c${suffix}.example.com`).replaceAll("-000000", `-${suffix}`);
}

/** All JSON texts of a queue message: its body, and what an envelope holds. */
export function jsonTexts({ body }: SQSRecord): string[] {
  const { Message } = JSON.parse(body) as { Message?: string };
  return Message === undefined ? [body] : [body, Message];
}
