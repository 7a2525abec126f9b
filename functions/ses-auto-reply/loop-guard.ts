import type { Mail } from "./mail";
import type { Mailbox } from "./mailbox";
import { isWithin } from "./own-addresses";
import { hasAny, isMachine, tokensOf } from "./signs";

/** What the guard has to know beside the mail. */
export interface GuardPolicy {
  /** False: the rule does not scan, so SES gives no verdict on spam and viruses. */
  readonly scanEnabled: boolean;
  readonly requireAuthenticatedSender: boolean;
}

/** A mail with the two addresses of its reply, if it gets one. */
export interface Candidate {
  readonly mail: Mail;
  /** Where the reply would go; undefined when there is no such address. */
  readonly recipient: Mailbox | undefined;
  /** What the reply would come from; undefined when none of the mail's recipients is ours. */
  readonly from: Mailbox | undefined;
  /** Domains whose senders get no reply. */
  readonly ownDomains: readonly string[];
  readonly policy: GuardPolicy;
}

/** Why a mail gets no reply: value of the metric's dimension and of the log field `reason`. */
export type Refusal = (typeof REFUSALS)[number][0];

/** Headers that only machines write: lists, newsletters and other responders. */
const MACHINE_HEADERS = [
  "list-id",
  "list-unsubscribe",
  "list-post",
  "list-help",
  "list-subscribe",
  "list-owner",
  "list-archive",
  "feedback-id",
  "x-autoreply",
  "x-autorespond",
  "x-auto-reply-from",
  "x-loop",
];

/** The reasons against a reply, the first that holds is reported. https://www.rfc-editor.org/rfc/rfc3834#section-2 */
const REFUSALS = [
  ["HEADERS_TRUNCATED", ({ mail }) => mail.headersTruncated],
  ["SPAM", ({ mail, policy }) => !isClean(mail.verdicts.spam, policy)],
  ["VIRUS", ({ mail, policy }) => !isClean(mail.verdicts.virus, policy)],
  ["NO_RETURN_PATH", ({ mail }) => mail.returnPath === undefined],
  ["AUTO_SUBMITTED", ({ mail }) => tokensOf(mail, "auto-submitted").some((token) => token !== "no")],
  ["PRECEDENCE", ({ mail }) => hasAny(tokensOf(mail, "precedence"), ["bulk", "junk", "list", "auto_reply"])],
  ["MACHINE_HEADER", ({ mail }) => MACHINE_HEADERS.some((name) => mail.headers.has(name))],
  [
    "RESPONSE_SUPPRESSED",
    ({ mail }) => hasAny(tokensOf(mail, "x-auto-response-suppress"), ["all", "autoreply", "oof"]),
  ],
  ["REPORT", ({ mail }) => hasAny(tokensOf(mail, "content-type"), ["multipart/report"])],
  ["NO_SENDER", ({ recipient }) => recipient === undefined],
  ["NO_RECIPIENT", ({ from }) => from === undefined],
  ["MACHINE_SENDER", (candidate) => authorsOf(candidate).some(({ localPart }) => isMachine(localPart))],
  ["OWN_ADDRESS", (candidate) => authorsOf(candidate).some(({ domain }) => isWithin(domain, candidate.ownDomains))],
  ["UNAUTHENTICATED", ({ mail, policy }) => policy.requireAuthenticatedSender && !isAuthenticated(mail)],
] as const satisfies readonly (readonly [string, (candidate: Candidate) => boolean])[];

/** Why the mail gets no reply; undefined when it may have one. */
export function refusalOf(candidate: Candidate): Refusal | undefined {
  return REFUSALS.find(([, holds]) => holds(candidate))?.[0];
}

/** Everybody who may stand behind the mail, or would read the reply. */
function authorsOf({ mail, recipient }: Candidate): Mailbox[] {
  const others = [mail.returnPath, recipient].filter((mailbox) => mailbox !== undefined);
  return [...mail.from, ...mail.sender, ...others];
}

/** GRAY and PROCESSING_FAILED are no answer, so they count as a bad one. */
function isClean(verdict: string | undefined, { scanEnabled }: GuardPolicy): boolean {
  return verdict === "PASS" || (!scanEnabled && (verdict === "DISABLED" || verdict === undefined));
}

function isAuthenticated({ verdicts: { dmarc, dkim, spf } }: Mail): boolean {
  return dmarc === "PASS" || (dmarc !== "FAIL" && (dkim === "PASS" || spf === "PASS"));
}
