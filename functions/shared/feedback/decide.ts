import { type Bounce, type Complaint, type Feedback, sameWord } from "./feedback";

/** Reasons of an entry in the account's suppression list. */
export type SuppressionReason = "BOUNCE" | "COMPLAINT";

/** Statuses of a contact, mildest first. A milder event never replaces a graver status. */
export const CONTACT_STATUSES = ["SOFT_BOUNCED", "BOUNCED", "UNSUBSCRIBED", "COMPLAINED"] as const;

/** One of {@link CONTACT_STATUSES}. */
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/** Counters of a contact. */
export type Counter = "hard_bounces" | "soft_bounces" | "complaints";

/** What the operator chose. */
export interface FeedbackPolicy {
  /** Undetermined bounces are handled as permanent ones. */
  readonly suppressUndetermined: boolean;
  /** With several possible complainers: act on all, or on none. */
  readonly complaintPolicy: "all" | "single_recipient_only";
  /** Transient bounces inside the window after which an address is suppressed; 0 never. */
  readonly softBounceThreshold: number;
  readonly softBounceWindowDays: number;
}

/** What a feedback means for each of its recipients. */
export interface Decision {
  /** Reason to put the address on the suppression list with; undefined leaves the list alone. */
  readonly suppress: SuppressionReason | undefined;
  /** New status, unless the contact has a graver one; undefined leaves it alone. */
  readonly status: ContactStatus | undefined;
  /** false stops sending; undefined leaves it as it is. */
  readonly sendAllowed: false | undefined;
  readonly counter: Counter | undefined;
}

const NOTHING: Decision = { suppress: undefined, status: undefined, sendAllowed: undefined, counter: undefined };

/**
 * The decision table for bounces and complaints. A transient bounce counts here only; whether the threshold is reached
 * is known after counting, in `act`.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types
 */
export function decide(feedback: Feedback, policy: FeedbackPolicy): Decision {
  return feedback.kind === "bounce" ? decideBounce(feedback, policy) : decideComplaint(feedback, policy);
}

function decideBounce({ bounceType, bounceSubType }: Bounce, policy: FeedbackPolicy): Decision {
  if (bounceType === "Transient") return { ...NOTHING, status: "SOFT_BOUNCED", counter: "soft_bounces" };
  if (bounceType === "Undetermined" && !policy.suppressUndetermined) return { ...NOTHING, status: "SOFT_BOUNCED" };
  const permanent = { sendAllowed: false, counter: "hard_bounces" } as const;
  if (sameWord(bounceSubType, "UnsubscribedRecipient")) {
    return { ...permanent, suppress: undefined, status: "UNSUBSCRIBED" };
  }
  // The address is on the list already; another entry would overwrite the reason.
  const isListed = sameWord(bounceSubType, "OnAccountSuppressionList");
  return { ...permanent, suppress: isListed ? undefined : "BOUNCE", status: "BOUNCED" };
}

function decideComplaint(complaint: Complaint, policy: FeedbackPolicy): Decision {
  const complained = { status: "COMPLAINED", sendAllowed: false, counter: "complaints" } as const;
  if (sameWord(complaint.complaintSubType, "OnAccountSuppressionList")) return { ...complained, suppress: undefined };
  if (sameWord(complaint.complaintFeedbackType, "not-spam")) return NOTHING;
  // Some mailbox providers hide who complained; SES then lists everybody at that provider.
  const isAmbiguous = complaint.recipients.length > 1 && policy.complaintPolicy === "single_recipient_only";
  return isAmbiguous ? NOTHING : { ...complained, suppress: "COMPLAINT" };
}
