import { type Address, SIMULATOR_DOMAIN } from "./address";
import type { Reason } from "./state";

/** Sub-types that a receiving server can cause, by bounce type; a command may ask for these. */
export const BOUNCE_SUB_TYPES = {
  Permanent: ["General", "NoEmail", "Suppressed"],
  Transient: ["General", "MailboxFull", "MessageTooLarge", "ContentRejected", "AttachmentRejected"],
  Undetermined: ["Undetermined"],
} as const;

/** Complaint types of RFC 5965 as SES reports them. */
export const FEEDBACK_TYPES = ["abuse", "auth-failure", "fraud", "not-spam", "other", "virus"] as const;

/**
 * Why a delivery is delayed, with what a receiving server then answers or SES itself notes.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-delivery-delay-object
 */
export const DELAYS = {
  InternalFailure: ["4.3.0", "smtp; 451 4.3.0 Internal error, will retry"],
  General: ["4.0.0", "smtp; 450 4.0.0 Temporary failure"],
  MailboxFull: ["4.2.2", "smtp; 452 4.2.2 Mailbox full"],
  SpamDetected: ["4.7.1", "smtp; 421 4.7.1 Too much unsolicited mail, try again later"],
  RecipientServerError: ["4.3.0", "smtp; 451 4.3.0 Local error in processing"],
  IPFailure: ["4.7.0", "smtp; 421 4.7.0 IP address temporarily deferred"],
  TransientCommunicationFailure: ["4.4.1", "smtp; 421 4.4.1 Unable to connect to remote host"],
  BYOIPHostNameLookupUnavailable: ["4.4.3", "smtp; 451 4.4.3 Host name of the IP address cannot be looked up"],
  Undetermined: ["4.0.0", "smtp; 450 4.0.0 Unknown temporary failure"],
  SendingDeferral: ["4.7.0", "smtp; 450 4.7.0 Sending is deferred"],
} as const satisfies Record<string, readonly [status: string, diagnosticCode: string]>;

/** Part of a delivery status notification (RFC 3464) that a bounce carries when a server sent one. */
export interface Dsn {
  readonly status: string;
  readonly diagnosticCode: string;
  readonly reportingMta: string;
}

/** What happens to a message at one recipient, after SES accepted it. */
export type Outcome =
  | { readonly kind: "Delivery" }
  | {
      readonly kind: "DeliveryDelay";
      readonly delayType: string;
      readonly status: string;
      readonly diagnosticCode: string;
    }
  | { readonly kind: "Bounce"; readonly type: string; readonly subType: string; readonly dsn?: Dsn }
  | { readonly kind: "Complaint"; readonly feedbackType?: string; readonly subType?: string };

const DELIVERED: Outcome = { kind: "Delivery" };
const REMOTE_MTA = "dns; mx1.mail.example.net";
const SES_MTA = "dns; amazonses.com";

const DSNS: Readonly<Record<string, Dsn>> = {
  "Permanent/General": dsn("5.1.1", "smtp; 550 5.1.1 user unknown"),
  "Permanent/NoEmail": dsn("5.1.1", "smtp; 550-5.1.1 The email account that you tried to reach does not exist"),
  "Permanent/Suppressed": dsn(
    "5.1.1",
    "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.",
    SES_MTA,
  ),
  "Permanent/OnAccountSuppressionList": dsn(
    "5.1.1",
    "Amazon SES did not send the message to this address because it is on the suppression list for your account.",
    SES_MTA,
  ),
  "Transient/MailboxFull": dsn("4.2.2", "smtp; 452 4.2.2 mailbox full"),
  "Transient/MessageTooLarge": dsn("5.3.4", "smtp; 552 5.3.4 message too large"),
  "Transient/ContentRejected": dsn("5.6.0", "smtp; 550 5.6.0 content rejected"),
  "Transient/AttachmentRejected": dsn("5.6.0", "smtp; 550 5.6.0 attachment rejected"),
};

/** A bounce with the status notification that such a bounce usually carries; Transient/General and Undetermined have none. */
export function bounce(type: string, subType: string): Outcome {
  const known = DSNS[`${type}/${subType}`];
  return { kind: "Bounce", type, subType, ...(known && { dsn: known }) };
}

/** A message that is delivered and then reported. */
export function complaint(feedbackType: string): readonly Outcome[] {
  return [DELIVERED, { kind: "Complaint", feedbackType }];
}

/** A message that is delivered at the second attempt. */
export function delay(delayType: keyof typeof DELAYS): readonly Outcome[] {
  const [status, diagnosticCode] = DELAYS[delayType];
  return [{ kind: "DeliveryDelay", delayType, status, diagnosticCode }, DELIVERED];
}

/**
 * The mailbox simulator, by the local part before any `+label`; other local parts are delivered.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
const SIMULATOR: Readonly<Record<string, readonly Outcome[]>> = {
  bounce: [bounce("Permanent", "General")],
  complaint: complaint("abuse"),
  ooto: [DELIVERED, bounce("Transient", "General")],
  suppressionlist: [bounce("Permanent", "Suppressed")],
};

/** Decides what each recipient's server does; ordinary addresses deliver until a command says otherwise. */
export class Outcomes {
  readonly #commanded = new Map<string, readonly Outcome[]>();

  /** From now on an ordinary address answers so. */
  command(address: Address, outcomes: readonly Outcome[]): void {
    this.#commanded.set(keyOf(address), outcomes);
  }

  /** What happens to a message for the address; `suppressed` is set when the account suppression list holds it back. */
  of(address: Address, suppressed?: Reason): readonly Outcome[] {
    if (suppressed === "BOUNCE") return [bounce("Permanent", "OnAccountSuppressionList")];
    if (suppressed === "COMPLAINT") return [{ kind: "Complaint", subType: "OnAccountSuppressionList" }];
    if (isSimulator(address)) return SIMULATOR[keyOf(address).split(/[+@]/)[0] ?? ""] ?? [DELIVERED];
    return this.#commanded.get(keyOf(address)) ?? [DELIVERED];
  }

  /** All addresses deliver again. */
  reset(): void {
    this.#commanded.clear();
  }
}

/** Whether the address is one of SES's mailbox simulator. */
export function isSimulator({ domain }: Address): boolean {
  return domain === SIMULATOR_DOMAIN;
}

/** The reason for which SES itself would suppress after this outcome, if the account wants that. */
export function suppressionReason(outcome: Outcome): Reason | undefined {
  if (outcome.kind === "Bounce")
    return outcome.type === "Permanent" && outcome.subType !== "OnAccountSuppressionList" ? "BOUNCE" : undefined;
  if (outcome.kind === "Complaint" && outcome.subType === undefined && outcome.feedbackType !== "not-spam")
    return "COMPLAINT";
  return undefined;
}

function dsn(status: string, diagnosticCode: string, reportingMta = REMOTE_MTA): Dsn {
  return { status, diagnosticCode, reportingMta };
}

function keyOf(address: Address): string {
  return address.text.toLowerCase();
}
