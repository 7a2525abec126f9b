import type { SQSRecord } from "aws-lambda";
import { recordFields } from "../shared/batch";
import { applyFeedback, type FeedbackDependencies } from "../shared/feedback/act";
import { unwrap } from "../shared/feedback/envelope";
import { parseFeedback } from "../shared/feedback/parse";
import { reportFeedback } from "../shared/feedback/report";
import type { Observers } from "../shared/observers";

/**
 * Handles one queue message: a bounce or complaint is acted upon, every other event of SES and every control message is
 * acknowledged.
 *
 * @throws InvalidInputError when the message is not one of SES
 * @throws RetryableError when a recipient has to be tried again
 */
export async function processRecord(record: SQSRecord, dependencies: FeedbackDependencies, observers: Observers) {
  const fields = recordFields(record);
  const message = unwrap(record.body);
  if (message.kind === "control") {
    observers.logger.info("Control message", { ...fields, outcome: "control" });
    return;
  }
  const sentAt = new Date(Number(record.attributes.SentTimestamp));
  const feedback = parseFeedback(message.type, message.content, sentAt);
  if (feedback === undefined) {
    const type = presentable(message.type);
    observers.metrics.count("IgnoredRecords", 1, type);
    observers.logger.info("Ignored", { ...fields, outcome: "ignored", event_type: type });
    return;
  }
  reportFeedback(feedback, await applyFeedback(feedback, dependencies), fields, observers);
}

/** SES's event types are words; anything else must become neither a metric's dimension nor part of a log line. */
function presentable(type: string): string {
  return /^[A-Za-z ]{1,40}$/.test(type) ? type : "Unrecognised";
}
