import { randomUUID } from "node:crypto";
import PostalMime, { addressParser, decodeWords } from "postal-mime";
import { invalid } from "../command-input";
import { parseAddress } from "./address";

/** What SES finds out about a mail: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html */
export type VerdictName = "spam" | "virus" | "spf" | "dkim" | "dmarc";

/** A header as SES tells it: unfolded, not decoded. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** The envelope, and what SES's checks say: the parts of a delivery that are not in the mail. */
export interface Envelope {
  /** Empty for a bounce. @default the mail's Return-Path or From */
  readonly sender?: string;
  /** @default the addresses of To and Cc */
  readonly recipients?: readonly string[];
  readonly verdicts: Readonly<Record<VerdictName, string>>;
  readonly tls: boolean;
}

/** A mail that arrived. */
export interface InboundMail {
  readonly messageId: string;
  readonly receivedAt: Date;
  readonly raw: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly headers: readonly Header[];
  readonly verdicts: Readonly<Record<VerdictName, string>>;
  readonly tls: boolean;
}

/**
 * Reads a mail as it lies in an `.eml` file.
 *
 * @throws AwsError when it has no header, or nobody it is for
 */
export async function readInboundMail(raw: string, envelope: Envelope, receivedAt: Date): Promise<InboundMail> {
  const parsed = await PostalMime.parse(raw);
  const headers = parsed.headers.map(({ originalKey, value }) => ({ name: originalKey, value }));
  if (headers.length === 0) throw invalid("The mail has no headers; it has to look as in an .eml file, see RFC 5322.");
  const sender = envelope.sender ?? addressesIn(headers, "return-path")[0] ?? addressesIn(headers, "from")[0] ?? "";
  const recipients = envelope.recipients ?? [...addressesIn(headers, "to"), ...addressesIn(headers, "cc")];
  if (recipients.length === 0) throw invalid("The mail has no recipient in To or Cc; name some in recipients.");
  const wrong = recipients.find((recipient) => parseAddress(recipient) === undefined);
  if (wrong !== undefined) throw invalid(`recipients has ${JSON.stringify(wrong)}; e-mail addresses are needed.`);
  return {
    // As long as SES's own, of the same characters.
    messageId: `${randomUUID()}${randomUUID()}`.replaceAll("-", "").slice(0, 40),
    receivedAt,
    raw,
    sender,
    recipients,
    headers: [...ofReceiver(sender, envelope), ...headers.filter(({ name }) => name.toLowerCase() !== "return-path")],
    verdicts: envelope.verdicts,
    tls: envelope.tls,
  };
}

/** What SES puts before the mail's own headers. */
function ofReceiver(sender: string, { verdicts }: Envelope): Header[] {
  return [
    { name: "Return-Path", value: `<${sender}>` },
    { name: "X-SES-Spam-Verdict", value: verdicts.spam },
    { name: "X-SES-Virus-Verdict", value: verdicts.virus },
  ];
}

function addressesIn(headers: readonly Header[], name: string): string[] {
  return valuesOf(headers, name)
    .flatMap((value) => addressParser(value, { flatten: true }))
    .flatMap(({ address }) => (address ? [address] : []));
}

/** Values of a header, whatever the case of its name. */
function valuesOf(headers: readonly Header[], name: string): string[] {
  return headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
}

/** The headers that SES tells apart from the others, with encoded words decoded. */
export function commonHeaders({ headers, sender }: InboundMail): Record<string, unknown> {
  const text = (name: string) => valuesOf(headers, name).map(decodeWords)[0];
  const list = (name: string) => {
    const boxes = valuesOf(headers, name).flatMap((value) => addressParser(value, { flatten: true }));
    return boxes.length === 0
      ? undefined
      : boxes.map((box) => (box.name ? `${box.name} <${box.address}>` : box.address));
  };
  return {
    returnPath: sender,
    from: list("from"),
    date: text("date"),
    to: list("to"),
    cc: list("cc"),
    replyTo: list("reply-to"),
    messageId: text("message-id"),
    subject: text("subject"),
  };
}
