import type { Decision, SuppressionReason } from "./decide";
import { describe, type Feedback, type FeedbackRecipient } from "./feedback";
import type { ContactChange, FeedbackOutcome } from "./ports";

/** What a feedback and its decision change in the recipient's contact (attribute names of the contact item). */
export function contactChange(feedback: Feedback, recipient: FeedbackRecipient, decision: Decision): ContactChange {
  const { bounceType, bounceSubType, complaintFeedbackType } = words(feedback);
  return {
    status: decision.status,
    sendAllowed: decision.sendAllowed,
    explanation: {
      reason: describe(feedback),
      bounce_type: bounceType,
      bounce_sub_type: bounceSubType,
      complaint_feedback_type: complaintFeedbackType,
      diagnostic: recipient.diagnostic,
    },
    occurredAt: feedback.occurredAt,
    latest: {
      last_feedback: feedback.kind === "bounce" ? bounceType : (complaintFeedbackType ?? "complaint"),
      last_message_id: feedback.messageId,
      source: feedback.source,
    },
  };
}

/** The published form of what happened to a recipient. */
export function feedbackOutcome(
  id: string,
  feedback: Feedback,
  recipient: FeedbackRecipient,
  decision: Decision,
  suppressed: SuppressionReason | undefined,
): FeedbackOutcome {
  const { bounceType, bounceSubType, complaintFeedbackType, complaintSubType } = words(feedback);
  return {
    id,
    kind: feedback.kind,
    recipient: recipient.address,
    contactStatus: decision.status ?? null,
    sendAllowed: decision.sendAllowed ?? null,
    suppressed: suppressed ?? null,
    feedbackId: feedback.feedbackId,
    messageId: feedback.messageId ?? null,
    occurredAt: feedback.occurredAt,
    bounceType: bounceType ?? null,
    bounceSubType: bounceSubType ?? null,
    complaintFeedbackType: complaintFeedbackType ?? null,
    complaintSubType: complaintSubType ?? null,
    status: recipient.status ?? null,
    action: recipient.action ?? null,
    diagnostic: recipient.diagnostic ?? null,
    configurationSet: feedback.configurationSet ?? null,
    source: feedback.source,
  };
}

function words(feedback: Feedback) {
  const none = {
    bounceType: undefined,
    bounceSubType: undefined,
    complaintFeedbackType: undefined,
    complaintSubType: undefined,
  };
  if (feedback.kind === "bounce") {
    return { ...none, bounceType: feedback.bounceType, bounceSubType: feedback.bounceSubType };
  }
  const { complaintFeedbackType, complaintSubType } = feedback;
  return { ...none, complaintFeedbackType, complaintSubType };
}
