import type { BulkEmailEntry, MessageTag, SendBulkEmailRequest, SendEmailRequest } from "@aws-sdk/client-sesv2";
import { type ReadyMail, recipientCount } from "./cost";
import type { InlineContent, Mail } from "./ses-schema";

type Content<Kind> = Extract<InlineContent, { kind: Kind }>;
type Tags = Readonly<Record<string, string>>;

/** The request of SendEmail for a mail of any kind but bulk. */
export function sendEmailRequest(
  mail: ReadyMail,
  content: Exclude<InlineContent, { kind: "bulk" }>,
  tags: Tags,
): SendEmailRequest {
  return {
    ...envelope(mail),
    // Without address fields SES takes a raw mail's recipients from its headers.
    ...(recipientCount(mail) > 0 && { Destination: destination(mail) }),
    EmailTags: messageTags(tags),
    Content: emailContent(content, mail),
  };
}

/** The request of SendBulkEmail. */
export function sendBulkEmailRequest(mail: ReadyMail, content: Content<"bulk">, tags: Tags): SendBulkEmailRequest {
  return {
    ...envelope(mail),
    DefaultEmailTags: messageTags(tags),
    DefaultContent: {
      Template: { ...templateOf(content), TemplateData: JSON.stringify(content.default_data ?? {}), ...headers(mail) },
    },
    BulkEmailEntries: content.entries.map(bulkEntry),
  };
}

function envelope({ from, reply_to, configuration_set }: ReadyMail) {
  return {
    FromEmailAddress: from,
    ...(reply_to.length > 0 && { ReplyToAddresses: reply_to }),
    ...(configuration_set !== undefined && { ConfigurationSetName: configuration_set }),
  };
}

function emailContent(content: Exclude<InlineContent, { kind: "bulk" }>, mail: ReadyMail): SendEmailRequest["Content"] {
  if (content.kind === "raw") return { Raw: { Data: bytes(content.data_base64) } };
  if (content.kind === "template") {
    return { Template: { ...templateOf(content), TemplateData: JSON.stringify(content.data ?? {}), ...headers(mail) } };
  }
  const { subject, html, text, attachments } = content;
  return {
    Simple: {
      Subject: utf8(subject),
      Body: { ...(html && { Html: utf8(html) }), ...(text && { Text: utf8(text) }) },
      ...headers(mail),
      ...(attachments && { Attachments: attachments.map((one) => ({ ...one, RawContent: bytes(one.RawContent) })) }),
    },
  };
}

function bulkEntry({ data, ...addresses }: Content<"bulk">["entries"][number]): BulkEmailEntry {
  return {
    Destination: destination(addresses),
    ...(data && {
      ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) } },
    }),
  };
}

function destination({ to, cc, bcc }: Pick<Mail, "to" | "cc" | "bcc">) {
  return {
    ...(to.length > 0 && { ToAddresses: to }),
    ...(cc.length > 0 && { CcAddresses: cc }),
    ...(bcc.length > 0 && { BccAddresses: bcc }),
  };
}

function templateOf({ template_name, template_arn }: Content<"template"> | Content<"bulk">) {
  return template_arn === undefined ? { TemplateName: template_name } : { TemplateArn: template_arn };
}

function headers(mail: ReadyMail) {
  return mail.headers.length > 0 && { Headers: mail.headers.map(({ name, value }) => ({ Name: name, Value: value })) };
}

function messageTags(tags: Tags): MessageTag[] {
  return Object.entries(tags).map(([Name, Value]) => ({ Name, Value }));
}

function utf8(Data: string) {
  return { Data, Charset: "UTF-8" };
}

function bytes(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
