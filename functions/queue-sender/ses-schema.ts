import * as z from "zod/mini";
import { fields, must, oneKind } from "./schema-check";

/** Most recipients of one mail: https://docs.aws.amazon.com/ses/latest/dg/quotas.html#quotas-message */
const MAX_RECIPIENTS = 50;
/** Most entries of one bulk send. */
const MAX_ENTRIES = 50;

const text = z.string(must("text"));
export const nonEmpty = z.string(must("text")).check(z.minLength(1, must("text that is not empty")));
const address = z
  .string(must("an e-mail address"))
  .check(z.regex(/^[^\r\n]*[^\s@]@[^\s@][^\r\n]*$/, must("an e-mail address")));
const addresses = z
  .array(address, must("a list of e-mail addresses"))
  .check(z.maxLength(MAX_RECIPIENTS, must(`at most ${MAX_RECIPIENTS} addresses`)));
const base64 = z.string(must("base64")).check(
  z.minLength(1, must("base64 that is not empty")),
  z.refine((value) => /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value), must("base64")),
);
const data = z.record(z.string(), z.unknown(), must("an object"));

/**
 * An attachment, in SES's own names; `RawContent` in base64, as SES's JSON has it.
 *
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html
 */
const attachment = fields({
  FileName: nonEmpty,
  RawContent: base64,
  ContentType: z.optional(nonEmpty),
  ContentDisposition: z.optional(z.enum(["ATTACHMENT", "INLINE"], must("ATTACHMENT or INLINE"))),
  ContentDescription: z.optional(nonEmpty),
  ContentId: z.optional(nonEmpty),
  ContentTransferEncoding: z.optional(
    z.enum(["BASE64", "QUOTED_PRINTABLE", "SEVEN_BIT"], must("BASE64, QUOTED_PRINTABLE or SEVEN_BIT")),
  ),
});

const simple = fields({
  kind: z.literal("simple"),
  subject: text,
  html: z.optional(text),
  text: z.optional(text),
  attachments: z.optional(z.array(attachment, must("a list of attachments"))),
}).check(z.refine((content) => Boolean(content.html || content.text), must("an object with html, text or both")));

const raw = fields({ kind: z.literal("raw"), data_base64: base64 });

const templateReference = { template_name: z.optional(nonEmpty), template_arn: z.optional(nonEmpty) };
const namesOne = z.refine((content: unknown) => {
  const { template_name, template_arn } = content as Record<string, unknown>;
  return (template_name === undefined) !== (template_arn === undefined);
}, must("an object with either template_name or template_arn"));

const template = fields({ kind: z.literal("template"), ...templateReference, data: z.optional(data) }).check(namesOne);

const recipients = { to: z._default(addresses, []), cc: z._default(addresses, []), bcc: z._default(addresses, []) };

/** Whether there is at least one recipient, and not more than SES takes. */
function isMailable({ to, cc, bcc }: { to: string[]; cc: string[]; bcc: string[] }): boolean {
  const count = to.length + cc.length + bcc.length;
  return count >= 1 && count <= MAX_RECIPIENTS;
}

const entry = fields({ ...recipients, data: z.optional(data) }).check(
  z.refine(isMailable, must(`an object with 1 to ${MAX_RECIPIENTS} addresses in to, cc and bcc`)),
);

const bulk = fields({
  kind: z.literal("bulk"),
  ...templateReference,
  default_data: z.optional(data),
  entries: z
    .array(entry, must("a list of entries"))
    .check(
      z.minLength(1, must("at least one entry")),
      z.maxLength(MAX_ENTRIES, must(`at most ${MAX_ENTRIES} entries`)),
    ),
}).check(namesOne);

const INLINE_KINDS = "simple, raw, template or bulk";

/** Content that stands in the message itself, or in an object that the message names. */
export const inlineContent = z.discriminatedUnion("kind", [simple, raw, template, bulk], oneKind(INLINE_KINDS));

const s3 = fields({
  kind: z.literal("s3"),
  bucket: nonEmpty,
  key: nonEmpty,
  /** Which entries of bulk content, counted from 0; absent: all. */
  entries: z.optional(z.array(z.int(must("a whole number")), must("a list of numbers"))),
});

const KINDS = "simple, raw, template, bulk or s3";

/** A mail. */
export const sesSchema = fields({
  from: address,
  ...recipients,
  reply_to: z._default(addresses, []),
  configuration_set: z.optional(nonEmpty),
  headers: z._default(z.array(fields({ name: nonEmpty, value: text }), must("a list of headers")), []),
  content: z.discriminatedUnion("kind", [simple, raw, template, bulk, s3], oneKind(KINDS)),
});

/** A mail as it is described. */
export type Mail = z.infer<typeof sesSchema>;

/** Content that is there. */
export type InlineContent = z.infer<typeof inlineContent>;

/**
 * Checks what content and address fields must be together.
 *
 * @returns what is wrong, undefined when nothing is
 */
export function contradiction(mail: Mail, { kind }: InlineContent): string | undefined {
  const count = mail.to.length + mail.cc.length + mail.bcc.length;
  if (kind === "bulk" && count > 0)
    return "ses.to, ses.cc and ses.bcc must be empty with bulk content: its entries have them.";
  if (kind === "raw" && mail.headers.length > 0)
    return "ses.headers must be empty with raw content, which has its own.";
  if (count > MAX_RECIPIENTS)
    return `ses.to, ses.cc and ses.bcc must hold at most ${MAX_RECIPIENTS} addresses; got ${count}.`;
  if ((kind === "simple" || kind === "template") && count === 0) {
    return `ses.to must be a list of at least one address with ${kind} content; got none in to, cc and bcc.`;
  }
  return undefined;
}
