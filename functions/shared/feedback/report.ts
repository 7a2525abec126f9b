import { RetryableError } from "../errors";
import { recipientHash } from "../masking";
import type { Observers } from "../observers";
import type { RecipientFailure, RecipientResult } from "./act";
import { describe, type Feedback } from "./feedback";

/**
 * Reports what was done about one feedback: counts it, logs a line for the record (and one for each address that SES
 * refused), and fails the record when a recipient has to be tried again. Addresses show at DEBUG only.
 *
 * @param fields log fields of the record, such as `record_id`
 * @throws RetryableError when any recipient failed
 */
export function reportFeedback(
  feedback: Feedback,
  results: readonly (RecipientResult | RecipientFailure)[],
  fields: Readonly<Record<string, unknown>>,
  { logger, metrics }: Observers,
): void {
  const done = results.filter((result) => "duplicate" in result);
  const failed = results.filter((result) => "error" in result);
  const line = {
    ...fields,
    event_type: feedback.kind === "bounce" ? "Bounce" : "Complaint",
    reason: describe(feedback),
    feedback_id: feedback.feedbackId,
    message_id: feedback.messageId,
    count: feedback.recipients.length,
    recipient_hash: feedback.recipients.map(({ key }) => recipientHash(key)),
  };
  logger.debug("Recipients", { ...fields, recipients: feedback.recipients });
  if (feedback.invalidRecipients > 0) metrics.count("InvalidRecipients", feedback.invalidRecipients);
  if (feedback.recipients.length === 0) metrics.count("NoRecipients");
  for (const result of done) countResult(feedback, result, metrics);
  for (const { recipient, rejected } of done.filter((result) => result.rejected !== undefined)) {
    const hash = recipientHash(recipient.key);
    logger.warn("Suppression refused", { ...line, outcome: "rejected", reason: rejected, recipient_hash: hash });
  }
  const [first] = failed;
  if (first) {
    const { name, message } = first.error;
    const text = `${failed.length} of ${results.length} recipients failed, the first with ${name}: ${message}`;
    throw new RetryableError(text, { cause: first.error, fields: { ...line, reason: "RETRYABLE", error_name: name } });
  }
  logger.info("Feedback processed", { ...line, outcome: outcomeOf(done) });
}

function countResult(feedback: Feedback, result: RecipientResult, metrics: Observers["metrics"]): void {
  const isSoft = feedback.kind === "bounce" && feedback.bounceType === "Transient";
  if (result.suppressed) metrics.count("Suppressed");
  if (result.rejected) metrics.count("SuppressRejected");
  if (result.contactUpdated) metrics.count("ContactUpdated");
  if (result.duplicate) metrics.count("Duplicates");
  if (isSoft && !result.duplicate) metrics.count("SoftBounce");
}

function outcomeOf(results: readonly RecipientResult[]): string {
  if (results.length === 0) return "no_recipients";
  return results.every((result) => result.duplicate) ? "duplicate" : "processed";
}
