import { rawMessage } from "./raw-message";
import { badRequest, members } from "./wire";

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
  readonly headers: readonly Header[];
  readonly configurationSet?: string;
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** The IAM action that the content needs; SES v2 asks for `SendRawEmail` too when the content is raw. */
  readonly operation: "SendEmail" | "SendRawEmail";
  readonly contactList?: ContactList;
  /** Whether there is an HTML part, which alone can carry the tracking image and tracked links. */
  readonly html: boolean;
  /** `Content` of the v2 call that records the message in MiniStack. */
  readonly content: Content;
}

interface Part {
  readonly Data?: string;
}

/** Parts of a template; absent parts are not sent. */
export interface TemplateContent {
  readonly Subject?: string;
  readonly Text?: string;
  readonly Html?: string;
}

/** What a v2 call sends: exactly one of the three. */
export interface Content {
  readonly Simple?: {
    readonly Subject?: Part;
    readonly Body?: { Text?: Part; Html?: Part };
    readonly Headers?: { Name: string; Value: string }[];
    readonly Attachments?: { RawContent?: string }[];
  };
  readonly Raw?: Part;
  readonly Template?: {
    readonly TemplateName?: string;
    readonly TemplateArn?: string;
    readonly TemplateContent?: TemplateContent;
    readonly TemplateData?: string;
  };
}

/** Body of SES v2 SendEmail, https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html. */
export interface SendEmailInput {
  readonly FromEmailAddress: string;
  readonly Destination: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  readonly ReplyToAddresses: string[];
  readonly ConfigurationSetName: string;
  readonly EmailTags: { Name: string; Value: string }[];
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
  const envelope = { from: input.FromEmailAddress ?? "", to, cc, bcc, tags, ...set, ...contactList };
  if (content.Raw) return rawMessage(envelope, content.Raw.Data ?? "");
  if (!content.Simple && !content.Template)
    throw badRequest("Content needs exactly one of Simple, Raw and Template, see SES v2 SendEmail.");
  const { Subject, Body, Headers = [] } = content.Simple ?? {};
  const headers = [
    ...addressHeaders(envelope, input.ReplyToAddresses ?? []),
    ...(Subject?.Data === undefined ? [] : [{ name: "Subject", value: Subject.Data }]),
    { name: "MIME-Version", value: "1.0" },
    { name: "Content-Type", value: contentType(Body) },
    ...Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
  ];
  return { ...envelope, headers, operation: "SendEmail", html: Body?.Html !== undefined, content };
}

/** Reads the form of v1 SendEmail, https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html. */
export function messageFromV1(form: URLSearchParams): Message {
  const part = (name: string) => {
    const data = form.get(`Message.${name}.Data`);
    return data === null ? {} : { [name.split(".").at(-1) ?? name]: { Data: data } };
  };
  return messageFromV2({
    ...common(form),
    FromEmailAddress: form.get("Source") ?? "",
    ReplyToAddresses: members(form, "ReplyToAddresses"),
    Destination: {
      ToAddresses: members(form, "Destination.ToAddresses"),
      CcAddresses: members(form, "Destination.CcAddresses"),
      BccAddresses: members(form, "Destination.BccAddresses"),
    },
    Content: { Simple: { ...part("Subject"), Body: { ...part("Body.Text"), ...part("Body.Html") } } },
  });
}

/** Reads the form of v1 SendRawEmail, https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html. */
export function messageFromV1Raw(form: URLSearchParams): Message {
  return messageFromV2({
    ...common(form),
    FromEmailAddress: form.get("Source") ?? "",
    Destination: { ToAddresses: members(form, "Destinations") },
    Content: { Raw: { Data: form.get("RawMessage.Data") ?? "" } },
  });
}

function common(form: URLSearchParams): Partial<SendEmailInput> {
  const EmailTags: SendEmailInput["EmailTags"] = [];
  for (let index = 1; form.has(`Tags.member.${index}.Name`); index++)
    EmailTags.push({
      Name: form.get(`Tags.member.${index}.Name`) ?? "",
      Value: form.get(`Tags.member.${index}.Value`) ?? "",
    });
  return { EmailTags, ConfigurationSetName: form.get("ConfigurationSetName") ?? "" };
}

/** A message before its content is read. */
export type Envelope = Omit<Message, "headers" | "operation" | "html" | "content">;

function addressHeaders({ from, to, cc }: Envelope, replyTo: readonly string[]): Header[] {
  const lists = { From: [from], "Reply-To": replyTo, To: to, Cc: cc };
  return Object.entries(lists).flatMap(([name, values]) =>
    values.length === 0 ? [] : [{ name, value: values.join(", ") }],
  );
}

function contentType(body: { Text?: Part; Html?: Part } | undefined): string {
  if (body?.Text && body.Html) return 'multipart/alternative; boundary="----=_Part_0_0"';
  return body?.Html ? "text/html; charset=UTF-8" : "text/plain; charset=UTF-8";
}
