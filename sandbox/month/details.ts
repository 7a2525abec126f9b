import type { Random } from "./random";

/*
 * What events of both mail services tell alike, in values. Addresses are of the ranges for documentation (RFC 5737).
 */

export const ACCOUNT = "123456789012";
/** The shop that sends everything. */
export const SENDER_DOMAIN = "shop.example";

/** Marks what is generated: an attribute of Pinpoint, a tag of SES, an entry of End User Messaging's context. */
export const MARK = "generated";

const USER_AGENTS = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
] as const;

/** Who opened or clicked. */
export function reader(random: Random): { readonly ipAddress: string; readonly userAgent: string } {
  return { ipAddress: ipAddress(random), userAgent: random.pick(USER_AGENTS) };
}

function ipAddress(random: Random): string {
  return `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${random.below(256)}`;
}

export function productLink(random: Random): string {
  return `https://www.${SENDER_DOMAIN}/p/${100 + random.below(400)}`;
}

export const UNSUBSCRIBE_LINK = `https://www.${SENDER_DOMAIN}/unsubscribe`;

/** Why a server refused a mail. */
export interface Refusal {
  readonly type: "Permanent" | "Transient";
  readonly subType: string;
  readonly status: string;
  readonly diagnostic: string;
}

export const HARD_BOUNCE: Refusal = {
  type: "Permanent",
  subType: "General",
  status: "5.1.1",
  diagnostic: "smtp; 550 5.1.1 user unknown",
};

export const SOFT_BOUNCE: Refusal = {
  type: "Transient",
  subType: "MailboxFull",
  status: "4.2.2",
  diagnostic: "smtp; 452 4.2.2 mailbox full",
};

/** The header lines that SES reports of a mail. */
export function headers(random: Random, from: string, to: readonly string[], subject: string) {
  const boundary = `----=_Part_${random.below(1e6)}_${random.below(1e9)}`;
  return [
    { name: "From", value: from },
    { name: "To", value: to.join(", ") },
    { name: "Subject", value: subject },
    { name: "MIME-Version", value: "1.0" },
    { name: "Content-Type", value: `multipart/alternative; boundary="${boundary}"` },
  ];
}

export function smtpResponse(random: Random): string {
  return `250 2.0.0 OK ${random.below(2 ** 31)} ${random.hex(11)}`;
}

export function reportingMta(random: Random): string {
  return `a${1 + random.below(70)}-${1 + random.below(99)}.smtp-out.amazonses.com`;
}

export const BOUNCE_MTA = `dns; mx1.${SENDER_DOMAIN}`;
export const FEEDBACK_LOOP = "ExampleISP-FBL/2.1";

/** Id of a bounce or complaint; it says when, but nobody reads that. */
export function feedbackId(random: Random): string {
  return `0100${random.hex(12)}-${random.uuid()}-000000`;
}
