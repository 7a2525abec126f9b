import PostalMime from "postal-mime";
import { checked, fields } from "../command-input";
import type { Command } from "../service";
import { parseAddress } from "./address";
import type { SentMessage } from "./events";
import type { Attachment, Header, Simple } from "./message";
import type { SentMessages } from "./sent-messages";

/** A mail as its recipients get it. */
interface SentMail {
  readonly messageId: string;
  readonly sentAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  /** Parts that the message lacks are `null`. */
  readonly text: string | null;
  readonly html: string | null;
  readonly headers: readonly Header[];
  readonly attachments: readonly { readonly fileName: string; readonly contentType: string; readonly bytes: number }[];
  readonly configurationSet: string | null;
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** `sent-mail {to?}` answers with the mails that SES sent on, to one address or to all, the oldest first. */
export function sentMailCommand(messages: SentMessages): Record<"sent-mail", Command> {
  return {
    async "sent-mail"(input) {
      const { to } = fields(input, '{"to": "kim@example.org"}');
      const recipient = to === undefined ? undefined : checked("to", to, isAddress, "an e-mail address");
      const wanted = messages.all().filter((sent) => recipient === undefined || isTo(sent, recipient));
      return Promise.all(wanted.map(mailOf));
    },
  };
}

const isAddress = (text: string): boolean => parseAddress(text) !== undefined;

function isTo({ message: { to, cc, bcc } }: SentMessage, recipient: string): boolean {
  const wanted = parseAddress(recipient)?.text;
  return [...to, ...cc, ...bcc].some((given) => parseAddress(given)?.text === wanted);
}

async function mailOf({ message, messageId, sentAt, configurationSet }: SentMessage): Promise<SentMail> {
  const { from, to, cc, bcc, headers, tags, content } = message;
  const { Raw, Simple } = content;
  const body = Raw ? await rawBody(Raw.Data ?? "") : simpleBody(Simple ?? {});
  return {
    messageId,
    sentAt: sentAt.toISOString(),
    from,
    to,
    cc,
    bcc,
    ...body,
    headers,
    configurationSet: configurationSet ?? null,
    tags,
  };
}

type Body = Pick<SentMail, "subject" | "text" | "html" | "attachments">;

function simpleBody({ Subject, Body, Attachments = [] }: Simple): Body {
  return {
    subject: Subject?.Data ?? "",
    text: Body?.Text?.Data ?? null,
    html: Body?.Html?.Data ?? null,
    attachments: Attachments.map(attachmentOf),
  };
}

function attachmentOf({ FileName = "", ContentType = "application/octet-stream", RawContent = "" }: Attachment) {
  return { fileName: FileName, contentType: ContentType, bytes: Buffer.from(RawContent, "base64").length };
}

async function rawBody(data: string): Promise<Body> {
  const { subject = "", text = null, html = null, attachments } = await PostalMime.parse(Buffer.from(data, "base64"));
  const parts = attachments.map(({ filename, mimeType, content }) => ({
    fileName: filename ?? "",
    contentType: mimeType,
    bytes: Buffer.from(content as ArrayBuffer).length,
  }));
  return { subject, text, html, attachments: parts };
}
