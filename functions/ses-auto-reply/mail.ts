import type { SesMessage } from "./event";
import { type Mailbox, mailboxesOf, readable, readMailbox } from "./mailbox";

/** An inbound mail as the decision needs it. */
export interface Mail {
  /** SES's own id. */
  readonly messageId: string;
  /** Values by lower-case name, in their order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly headersTruncated: boolean;
  /** The From header as written, on one line and decoded. */
  readonly fromHeader: string;
  readonly from: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly sender: readonly Mailbox[];
  /** Undefined for bounces, and where it is no address. */
  readonly returnPath: Mailbox | undefined;
  /** Decoded; empty when there is none. */
  readonly subject: string;
  /** The Message-ID header; undefined when it is missing or malformed. */
  readonly messageIdHeader: string | undefined;
  /** Addresses of ours that the mail is for, as the receipt rule found them. */
  readonly recipients: readonly Mailbox[];
  readonly verdicts: Readonly<Record<Verdict, string | undefined>>;
}

/** What SES checks. */
export type Verdict = "spam" | "virus" | "spf" | "dkim" | "dmarc";

/** https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4, short enough for a header that SES takes. */
const MESSAGE_ID = /^<[!-;=?A-~]{1,400}@[!-;=?A-~]{1,400}>$/;

/** Reads what SES tells about a mail. */
export function readMail({ mail, receipt }: SesMessage): Mail {
  const { commonHeaders } = mail;
  const headers = indexed(mail.headers);
  const valuesOf = (name: string, common: readonly string[] | null | undefined = []) =>
    headers.get(name) ?? common ?? [];
  const froms = valuesOf("from", commonHeaders.from);
  const messageIdHeader = (valuesOf("message-id")[0] ?? commonHeaders.messageId ?? "").trim();
  return {
    messageId: mail.messageId,
    headers,
    headersTruncated: mail.headersTruncated,
    fromHeader: readable(froms.join(", ")),
    from: froms.flatMap(mailboxesOf),
    replyTo: valuesOf("reply-to", commonHeaders.replyTo).flatMap(mailboxesOf),
    sender: valuesOf("sender").flatMap(mailboxesOf),
    returnPath: returnPathOf([mail.source, commonHeaders.returnPath, ...valuesOf("return-path")]),
    subject: readable(valuesOf("subject")[0] ?? commonHeaders.subject ?? ""),
    messageIdHeader: MESSAGE_ID.test(messageIdHeader) ? messageIdHeader : undefined,
    recipients: receipt.recipients.flatMap((address) => readMailbox(address) ?? []),
    verdicts: {
      spam: receipt.spamVerdict?.status,
      virus: receipt.virusVerdict?.status,
      spf: receipt.spfVerdict?.status,
      dkim: receipt.dkimVerdict?.status,
      dmarc: receipt.dmarcVerdict?.status,
    },
  };
}

/** The envelope's sender, provided that no place that names it says there is none. */
function returnPathOf(places: readonly (string | null | undefined)[]): Mailbox | undefined {
  const [source = "", ...others] = places.filter((place) => place !== null && place !== undefined).map(bare);
  return others.includes("") ? undefined : readMailbox(source);
}

function bare(path: string): string {
  return path
    .trim()
    .replace(/^<(.*)>$/s, "$1")
    .trim();
}

function indexed(headers: readonly { name: string; value: string }[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { name, value } of headers) {
    const key = name.trim().toLowerCase();
    index.set(key, [...(index.get(key) ?? []), value]);
  }
  return index;
}
