import type { ContactStatus, Counter, SuppressionReason } from "./decide";

/** The account's suppression list of one Region. */
export interface SuppressionList {
  /**
   * Adds the address or replaces its reason.
   * @throws PermanentError when the service will never take this address
   */
  put(address: string, reason: SuppressionReason): Promise<void>;
}

/** What is read of a contact. */
export interface Contact {
  readonly status: ContactStatus | undefined;
  /** Moments of transient bounces, epoch seconds, in the order of arrival. */
  readonly softBounceTimes: readonly number[];
}

/** What a feedback changes in a contact. */
export interface ContactChange {
  readonly status: ContactStatus | undefined;
  readonly sendAllowed: false | undefined;
  /** Fields that explain the status; written together with it. Undefined ones stay as they are. */
  readonly explanation: Readonly<Record<string, string | undefined>>;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
  /** Fields about the latest event; an older event does not touch them. Undefined ones stay as they are. */
  readonly latest: Readonly<Record<string, string | undefined>>;
}

/** The e-mail source database: one item per address in lower case. */
export interface ContactStore {
  /** Reads consistently; undefined when there is no such contact. */
  find(key: string): Promise<Contact | undefined>;
  /**
   * Writes what the contact's severity and latest event allow, creating the contact if need be. Repeatable.
   * @returns whether anything was written
   */
  apply(key: string, change: ContactChange): Promise<boolean>;
  /** Replaces the list of soft bounces if it is still `seen`; else the next bounce will see to it. */
  replaceSoftBounceTimes(key: string, seen: readonly number[], kept: readonly number[]): Promise<void>;
}

/** What a feedback that is seen for the first time adds to a contact. */
export interface Count {
  readonly counter: Counter;
  /** Moment of a transient bounce, epoch seconds. */
  readonly softBounceAt: number | undefined;
}

/** Remembers which feedback was counted. */
export interface ProcessedLedger {
  /** Whether `id` was remembered. A moment may pass before it is seen. */
  has(id: string): Promise<boolean>;
  /**
   * Remembers `id` and, in the same transaction, adds to the contact's counter.
   * @returns false when the id was there already; nothing is counted then
   */
  record(id: string, key: string, count: Count | undefined): Promise<boolean>;
}

/**
 * What happened to one recipient, as other systems (CRM, database) get it: `detail` of an event with source
 * `due.ses-event-processing` and detail-type `Feedback Processed`. Delivered at least once: `id` recognises repeats.
 */
export interface FeedbackOutcome {
  /** SHA-256 of kind, feedback id and address. */
  readonly id: string;
  readonly kind: "bounce" | "complaint";
  readonly recipient: string;
  /** Status the feedback asks for; the contact may have a graver one. null leaves it alone. */
  readonly contactStatus: ContactStatus | null;
  /** false: stop sending. null: unchanged. */
  readonly sendAllowed: false | null;
  /** Reason with which the address was put on the suppression list; null when it was not. */
  readonly suppressed: SuppressionReason | null;
  readonly feedbackId: string;
  readonly messageId: string | null;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
  readonly bounceType: string | null;
  readonly bounceSubType: string | null;
  readonly complaintFeedbackType: string | null;
  readonly complaintSubType: string | null;
  readonly status: string | null;
  readonly action: string | null;
  readonly diagnostic: string | null;
  readonly configurationSet: string | null;
  readonly source: string;
}

/** Where outcomes are published. */
export interface OutcomeBus {
  publish(outcome: FeedbackOutcome): Promise<void>;
}
