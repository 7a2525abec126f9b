interface MessageOptions {
  readonly to?: readonly string[];
  readonly feedbackId?: string;
  readonly timestamp?: string;
}

const DEFAULTS = { to: ["gone@example.com"], feedbackId: "f1", timestamp: "2026-11-20T09:15:04.077Z" };

/** A bounce as SES publishes it; `kind` is `Permanent/General` and the like. */
export function bounceMessage(kind: string, options: MessageOptions = {}) {
  const { to, feedbackId, timestamp } = { ...DEFAULTS, ...options };
  const [bounceType, bounceSubType] = kind.split("/");
  const bouncedRecipients = to.map((emailAddress) => ({ emailAddress }));
  return {
    eventType: "Bounce",
    bounce: { bounceType, bounceSubType, bouncedRecipients, feedbackId, timestamp },
    mail: { messageId: "mail-1" },
  };
}

/** A complaint as SES publishes it. */
export function complaintMessage(complaintFeedbackType: string, options: MessageOptions = {}) {
  const { to, feedbackId, timestamp } = { ...DEFAULTS, ...options };
  const complainedRecipients = to.map((emailAddress) => ({ emailAddress }));
  return {
    eventType: "Complaint",
    complaint: { complaintFeedbackType, complainedRecipients, feedbackId, timestamp },
    mail: { messageId: "mail-1" },
  };
}
