import { PermanentError, RetryableError } from "../shared/errors";
import { recipientHash } from "../shared/masking";
import type { Observers } from "../shared/observers";
import type { SesMessage } from "./event";
import { type GuardPolicy, type Refusal, refusalOf } from "./loop-guard";
import { type Mail, readMail } from "./mail";
import type { Mailbox } from "./mailbox";
import { addressWrittenTo, domainsOf, type OwnAddresses } from "./own-addresses";
import { composeReply, type Reply, type ReplyStyle } from "./reply";
import type { TemplateSource } from "./template";

/** One reply that is about to be sent. */
export interface Reservation {
  /** SES's id of the mail that is answered. */
  readonly messageId: string;
  readonly recipient: string;
  readonly from: string;
}

/** Remembers replies, so that none goes out twice. */
export interface ReplyGuard {
  /** @returns why there must be no reply now, or undefined: then it is remembered as sent */
  reserve(reservation: Reservation): Promise<"DUPLICATE" | "INTERVAL" | undefined>;
  /** Forgets a reply that was not sent after all. */
  release(reservation: Reservation): Promise<void>;
}

/** Sends replies. */
export interface ReplySender {
  /**
   * @throws PermanentError when the service refuses for good
   * @throws RetryableError when nothing was sent and a later try may succeed; any other error leaves that open
   */
  send(reply: Reply): Promise<void>;
}

/** Which address replies go to. */
export type ReplyAddressSource = "from" | "reply_to" | "return_path";

/** The addresses of a reply, or why there is none. */
export type Decision = { readonly refusal: Refusal } | { readonly recipient: Mailbox; readonly from: Mailbox };

/** What answering needs. */
export interface Dependencies {
  readonly policy: GuardPolicy;
  readonly own: OwnAddresses;
  /** The From of every reply with its display name; undefined is the address written to. */
  readonly fromHeader: string | undefined;
  readonly replyAddressSource: ReplyAddressSource;
  readonly style: ReplyStyle;
  readonly template: TemplateSource;
  readonly guard: ReplyGuard;
  readonly sender: ReplySender;
}

/**
 * Answers one mail, or says why not; both are counted and logged, without addresses.
 *
 * A reply whose sending got no answer stays reserved: one reply too few is better than two.
 *
 * @throws RetryableError when the reply could not be sent now
 * @throws ConfigurationError when the template is missing
 */
export async function answer(message: SesMessage, dependencies: Dependencies, observers: Observers): Promise<void> {
  const mail = readMail(message);
  const decision = decide(mail, dependencies);
  if ("refusal" in decision) return skip(mail, decision.refusal, observers);
  const { recipient, from } = decision;
  const template = await dependencies.template.load();
  const reply = composeReply(mail, recipient, dependencies.fromHeader ?? from.address, template, dependencies.style);
  const reservation = { messageId: mail.messageId, recipient: recipient.address, from: from.address };
  const refusal = await dependencies.guard.reserve(reservation);
  if (refusal !== undefined) return skip(mail, refusal, observers);
  await send(reply, reservation, dependencies, observers);
}

/** Whether a mail gets a reply. Does nothing but think. */
export function decide(
  mail: Mail,
  { own, policy, replyAddressSource }: Pick<Dependencies, "own" | "policy" | "replyAddressSource">,
): Decision {
  const recipient = addressees(mail)[replyAddressSource];
  const writtenTo = addressWrittenTo(mail.recipients, own.ruleRecipients);
  const from = writtenTo && (own.fromAddress ?? writtenTo);
  // Mail that a rule accepts is for a domain of ours, whether the configuration lists it or not.
  const ownDomains = [...domainsOf(own), ...mail.recipients.map(({ domain }) => domain)];
  const refusal = refusalOf({ mail, recipient, from, ownDomains, policy });
  if (refusal !== undefined || recipient === undefined || from === undefined) {
    return { refusal: refusal ?? "NO_SENDER" };
  }
  return { recipient, from };
}

function addressees({ from, replyTo, returnPath }: Mail): Record<ReplyAddressSource, Mailbox | undefined> {
  // Without Reply-To a reply goes to the author: https://www.rfc-editor.org/rfc/rfc5322#section-3.6.2
  return { from: from[0], reply_to: replyTo[0] ?? from[0], return_path: returnPath };
}

function skip({ messageId }: Mail, reason: string, { logger, metrics }: Observers): void {
  metrics.count("ReplySkipped", 1, reason);
  logger.info("No reply", { message_id: messageId, outcome: "skipped", reason });
}

async function send(
  reply: Reply,
  reservation: Reservation,
  { sender, guard }: Dependencies,
  { logger, metrics }: Observers,
): Promise<void> {
  const fields = { message_id: reservation.messageId, recipient_hash: recipientHash(reservation.recipient) };
  metrics.count("Attempted");
  try {
    await sender.send(reply);
  } catch (error) {
    if (error instanceof PermanentError) {
      metrics.count("NotSent", 1, error.code);
      logger.error("Reply refused", { ...fields, outcome: "rejected", reason: error.code });
      return;
    }
    if (!(error instanceof RetryableError)) {
      metrics.count("Uncertain");
      throw error;
    }
    if (error.fields["throttled"] === true) metrics.count("Throttled");
    await guard.release(reservation);
    throw error;
  }
  metrics.count("Sent");
  logger.info("Replied", { ...fields, outcome: "sent" });
}
