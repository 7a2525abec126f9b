import { rawMessage } from "./raw-message";
import type { TemplateContent } from "./rendering";
import { badRequest } from "./wire";

/** A header line of a message. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** A contact list that the message belongs to, and a topic of it: SES then adds ways to unsubscribe. */
export interface ContactList {
  readonly name: string;
  readonly topic?: string;
}

/** A message to send, whichever API brought it. Addresses are as given, with display names. */
export interface Message {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly headers: readonly Header[];
  readonly configurationSet?: string;
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** The IAM action that the content needs; SES v2 asks for `SendRawEmail` too when the content is raw. */
  readonly operation: "SendEmail" | "SendRawEmail" | "SendBulkEmail";
  readonly contactList?: ContactList;
  /** Whether there is an HTML part, which alone can carry the tracking image and tracked links. */
  readonly html: boolean;
  /** `Content` of the v2 call that records the message in MiniStack. */
  readonly content: Content;
}

interface Part {
  readonly Data?: string;
}

/** A header as SES v2 calls it. */
export interface MessageHeader {
  readonly Name: string;
  readonly Value: string;
}

/** A file that goes with a message; its content is base64. */
export interface Attachment {
  readonly FileName?: string;
  readonly ContentType?: string;
  readonly RawContent?: string;
}

/** What stands beside subject and text. */
interface Extras {
  readonly Headers?: readonly MessageHeader[];
  readonly Attachments?: readonly Attachment[];
}

/** A message in parts. */
export interface Simple extends Extras {
  readonly Subject?: Part;
  readonly Body?: { readonly Text?: Part; readonly Html?: Part };
}

/** A template, stored or given, and what fills it in. */
export interface Template extends Extras {
  readonly TemplateName?: string;
  readonly TemplateArn?: string;
  readonly TemplateContent?: TemplateContent;
  readonly TemplateData?: string;
}

/** What a v2 call sends: exactly one of the three. */
export interface Content {
  readonly Simple?: Simple;
  readonly Raw?: Part;
  readonly Template?: Template;
}

/** Body of SES v2 SendEmail, https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html. */
export interface SendEmailInput {
  readonly FromEmailAddress: string;
  readonly Destination: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  readonly ReplyToAddresses: string[];
  readonly ConfigurationSetName: string;
  readonly EmailTags: readonly MessageHeader[];
  readonly ListManagementOptions: { ContactListName: string; TopicName?: string };
  readonly Content: Content;
}

/** Reads a v2 send: simple, raw or template content. A template's parts are read when it is rendered. */
export function messageFromV2(input: Partial<SendEmailInput>): Message {
  const { ToAddresses: to = [], CcAddresses: cc = [], BccAddresses: bcc = [] } = input.Destination ?? {};
  const content = input.Content ?? {};
  const { ContactListName: name, TopicName: topic } = input.ListManagementOptions ?? {};
  const contactList = name && { contactList: { name, ...(topic && { topic }) } };
  const tags = Object.fromEntries((input.EmailTags ?? []).map(({ Name, Value }) => [Name, [Value]]));
  const set = input.ConfigurationSetName && { configurationSet: input.ConfigurationSetName };
  const replyTo = input.ReplyToAddresses ?? [];
  const envelope = { from: input.FromEmailAddress ?? "", to, cc, bcc, replyTo, tags, ...set, ...contactList };
  if (content.Raw) return rawMessage(envelope, content.Raw.Data ?? "");
  if (content.Simple) return simpleMessage({ ...envelope, operation: "SendEmail" }, content.Simple);
  if (!content.Template)
    throw badRequest("Content needs exactly one of Simple, Raw and Template, see SES v2 SendEmail.");
  return { ...simpleMessage({ ...envelope, operation: "SendEmail" }, extras(content.Template)), content };
}

/** The message with its template filled in. */
export function withParts(message: Message, { Subject, Text, Html }: TemplateContent): Message {
  return simpleMessage(message, {
    Subject: { Data: Subject ?? "" },
    Body: { ...(Text !== undefined && { Text: { Data: Text } }), ...(Html !== undefined && { Html: { Data: Html } }) },
    ...extras(message.content.Template ?? {}),
  });
}

/** A message before its content is read. */
export type Envelope = Omit<Message, "headers" | "operation" | "html" | "content">;

function simpleMessage(envelope: Envelope & Pick<Message, "operation">, simple: Simple): Message {
  const { Subject, Body, Headers = [] } = simple;
  const headers = [
    ...addressHeaders(envelope),
    ...(Subject?.Data === undefined ? [] : [{ name: "Subject", value: Subject.Data }]),
    { name: "MIME-Version", value: "1.0" },
    { name: "Content-Type", value: contentType(simple) },
    ...Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
  ];
  return { ...envelope, headers, html: Body?.Html !== undefined, content: { Simple: simple } };
}

const extras = ({ Headers, Attachments }: Extras): Extras => ({
  ...(Headers && { Headers }),
  ...(Attachments && { Attachments }),
});

function addressHeaders({ from, to, cc, replyTo }: Envelope): Header[] {
  const lists = { From: [from], "Reply-To": replyTo, To: to, Cc: cc };
  return Object.entries(lists).flatMap(([name, values]) =>
    values.length === 0 ? [] : [{ name, value: values.join(", ") }],
  );
}

function contentType({ Body, Attachments = [] }: Simple): string {
  if (Attachments.length > 0) return 'multipart/mixed; boundary="----=_Part_0_0"';
  if (Body?.Text && Body.Html) return 'multipart/alternative; boundary="----=_Part_0_0"';
  return Body?.Html ? "text/html; charset=UTF-8" : "text/plain; charset=UTF-8";
}
