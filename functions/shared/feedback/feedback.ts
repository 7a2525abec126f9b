/** Bounce types of SES; what SES does not (yet) document counts as Undetermined. */
export type BounceType = "Permanent" | "Transient" | "Undetermined";

/** One address that a bounce or complaint is about. */
export interface FeedbackRecipient {
  /** As SES takes it: domain in punycode and lower case, local part untouched. */
  readonly address: string;
  /** `address` wholly in lower case: key of the contacts table, part of the idempotency key. */
  readonly key: string;
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  readonly status: string | undefined;
  /** Action of the delivery status notification (RFC 3464), such as `failed`. */
  readonly action: string | undefined;
  /** The receiving server's words, at most {@link DIAGNOSTIC_MAX_CHARS} characters. */
  readonly diagnostic: string | undefined;
}

interface FeedbackCommon {
  /** The feedback's own id; both publishers of SES and Pinpoint's event stream use the same one. */
  readonly feedbackId: string;
  /** SES id of the message the feedback is about. */
  readonly messageId: string | undefined;
  /** Moment of the feedback, ISO 8601 in UTC with milliseconds, so that texts compare like times. */
  readonly occurredAt: string;
  /** Distinct addresses in the order given. */
  readonly recipients: readonly FeedbackRecipient[];
  /** Entries of the recipient list that hold no usable address. */
  readonly invalidRecipients: number;
  readonly configurationSet: string | undefined;
  /** Who reported: the configuration set, `ses` without one, a Pinpoint application's id. */
  readonly source: string;
}

/** A mail that was not delivered. */
export interface Bounce extends FeedbackCommon {
  readonly kind: "bounce";
  readonly bounceType: BounceType;
  readonly bounceSubType: string | undefined;
}

/** A mail that a recipient reported to the mailbox provider. */
export interface Complaint extends FeedbackCommon {
  readonly kind: "complaint";
  readonly complaintFeedbackType: string | undefined;
  readonly complaintSubType: string | undefined;
}

/** A bounce or complaint, whichever way it came. */
export type Feedback = Bounce | Complaint;

/** Longest diagnostic text that is kept, in characters. */
export const DIAGNOSTIC_MAX_CHARS = 1_000;

/** Why a contact has its status, such as `Permanent/General` or `Complaint/abuse`. */
export function describe(feedback: Feedback): string {
  const parts =
    feedback.kind === "bounce"
      ? [feedback.bounceType, feedback.bounceSubType]
      : ["Complaint", feedback.complaintFeedbackType, feedback.complaintSubType];
  return parts.filter((part) => part !== undefined).join("/");
}

/** Whether two of SES's words are the same; SES does not write them in one case everywhere. */
export function sameWord(given: string | undefined, word: string): boolean {
  return given?.toLowerCase() === word.toLowerCase();
}
