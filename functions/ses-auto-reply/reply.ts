import type { Mail } from "./mail";
import type { Mailbox } from "./mailbox";
import type { Template } from "./template";

/** What the placeholders of a template become. */
export interface ReplyStyle {
  readonly nameSource: "from_header" | "display_name" | "address";
  readonly idSource: "ses_message_id" | "message_id_header";
}

/** A reply that is ready to be sent. */
export interface Reply {
  readonly to: string;
  /** With or without display name. */
  readonly from: string;
  readonly subject: string;
  readonly html: string | undefined;
  readonly text: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Longest subject in characters: a header may hold 998 octets, and its name and encoding need room. */
const MAX_SUBJECT = 900;
/** Longest value of a placeholder in characters: whatever a stranger calls himself must not become the message. */
const MAX_VALUE = 250;

/** Makes the reply to a mail. */
export function composeReply(mail: Mail, to: Mailbox, from: string, template: Template, style: ReplyStyle): Reply {
  const values = { NAME: cut(nameOf(mail, to, style), MAX_VALUE), ID: cut(idOf(mail, style), MAX_VALUE) };
  const subject = fill(template.subject, values, (value) => value) + mail.subject;
  return {
    to: to.address,
    from,
    subject: cut(subject.replaceAll(/[\r\n]+/g, " "), MAX_SUBJECT),
    html: template.html && fill(template.html, values, escapeHtml),
    text: template.text && fill(template.text, values, (value) => value),
    headers: {
      // https://www.rfc-editor.org/rfc/rfc3834#section-5
      "Auto-Submitted": "auto-replied",
      "X-Auto-Response-Suppress": "All",
      ...(mail.messageIdHeader && { "In-Reply-To": mail.messageIdHeader, References: mail.messageIdHeader }),
    },
  };
}

function nameOf({ fromHeader }: Mail, to: Mailbox, { nameSource }: ReplyStyle): string {
  if (nameSource === "from_header" && fromHeader !== "") return fromHeader;
  if (nameSource === "display_name" && to.name !== "") return to.name;
  return to.address;
}

function idOf({ messageId, messageIdHeader }: Mail, { idSource }: ReplyStyle): string {
  return idSource === "message_id_header" ? (messageIdHeader ?? messageId) : messageId;
}

/** One pass, so that a value that looks like a placeholder stays what it is. */
function fill(text: string, values: Readonly<Record<string, string>>, written: (value: string) => string): string {
  return text.replaceAll(/%%(NAME|ID)%%/g, (_, name: string) => written(values[name] ?? ""));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(value: string): string {
  return value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Cuts between characters, never inside one. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join("");
}
