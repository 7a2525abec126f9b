import { PermanentError } from "../shared/errors";

/**
 * Every class of failure: the attribute `failure_class` of a dead letter, and the dimension `reason` of metrics. The
 * first five are found without a call.
 */
export const FAILURE_CLASSES = [
  "malformed",
  "unsupported_version",
  "too_large",
  "expired",
  "rejected",
  "opted_out",
  "uncertain",
  "rate",
  "daily_quota",
  "paused",
  "suspended",
  "permission",
  "transient",
] as const;

/** What kind of failure it is. */
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** Why a message, or a part of it, was not sent. */
export interface Failure {
  readonly class: FailureClass;
  /** What the service calls it, or an upper-case code of ours. */
  readonly code: string;
  /** For who reads the dead letter. May quote the message, so it goes into no log. */
  readonly message: string;
  /** Whether only the message's configuration set is paused, not the account. */
  readonly isOfConfigurationSet?: boolean;
}

/** Where the texts of refusals point to. */
export const READ_ON = "See docs/queue-messages.md.";

/** A message that will not be sent, whoever tries. */
export class Refusal extends PermanentError {
  readonly failure: Failure;

  constructor(failureClass: FailureClass, code: string, message: string) {
    super(code, message);
    this.failure = { class: failureClass, code, message };
  }
}

const MINUTE_MS = 60_000;

/** How long the breaker of each class stays open, in milliseconds; the other classes concern one message only. */
export const PAUSES_MS: Partial<Record<FailureClass, number>> = {
  daily_quota: 30 * MINUTE_MS,
  paused: 15 * MINUTE_MS,
  suspended: 60 * MINUTE_MS,
  permission: 5 * MINUTE_MS,
};

/** Whether the same message may succeed later, so that it stays in its queue. */
export function isTemporary({ class: failureClass }: Failure): boolean {
  return failureClass === "rate" || failureClass === "transient" || PAUSES_MS[failureClass] !== undefined;
}

/**
 * Seconds until the next try. Throttled messages spread over the whole span, so that they do not come back together;
 * others wait at least half of it, as what failed needs time.
 *
 * @param tries how often the message was tried already, at least 1
 * @param random from 0 to 1
 */
export function backoffSeconds(failureClass: FailureClass, tries: number, random: number): number {
  const span = 2 ** Math.min(tries, 10);
  return failureClass === "rate" ? random * Math.min(span, 300) : Math.min(span, 900) * (0.5 + random / 2);
}
