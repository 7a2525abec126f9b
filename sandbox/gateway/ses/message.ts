import { splitAddresses } from "./address";
import { badRequest, members } from "./wire";

/** A header line of a message. */
export interface Header {
  readonly name: string;
  readonly value: string;
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
  /** `Content` of the v2 call that records the message in MiniStack. */
  readonly content: object;
}

interface Part {
  readonly Data?: string;
}

/** Body of SES v2 SendEmail, https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html. */
export interface SendEmailInput {
  readonly FromEmailAddress: string;
  readonly Destination: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  readonly ReplyToAddresses: string[];
  readonly ConfigurationSetName: string;
  readonly EmailTags: { Name: string; Value: string }[];
  readonly Content: {
    readonly Simple?: {
      readonly Subject?: Part;
      readonly Body?: { Text?: Part; Html?: Part };
      readonly Headers?: { Name: string; Value: string }[];
    };
    readonly Raw?: Part;
    readonly Template?: object;
  };
}

/** Reads a v2 send: simple, raw or template content. A template's subject is not among the headers. */
export function messageFromV2(input: Partial<SendEmailInput>): Message {
  const { ToAddresses: to = [], CcAddresses: cc = [], BccAddresses: bcc = [] } = input.Destination ?? {};
  const content = input.Content ?? {};
  const tags = Object.fromEntries((input.EmailTags ?? []).map(({ Name, Value }) => [Name, [Value]]));
  const set = input.ConfigurationSetName && { configurationSet: input.ConfigurationSetName };
  const envelope = { from: input.FromEmailAddress ?? "", to, cc, bcc, tags, ...set };
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
  return { ...envelope, headers, operation: "SendEmail", content };
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

type Envelope = Omit<Message, "headers" | "operation" | "content">;

/** Fills what the call left out from the message's own headers, `X-SES-…` ones included. */
function rawMessage(envelope: Envelope, data: string): Message {
  const headers = parseHeaders(Buffer.from(data, "base64").toString("utf8"));
  const value = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
  const given = envelope.to.length + envelope.cc.length + envelope.bcc.length > 0;
  const addresses = (name: string) => splitAddresses(value(name) ?? "");
  const recipients = given ? {} : { to: addresses("to"), cc: addresses("cc"), bcc: addresses("bcc") };
  const tagged = (value("x-ses-message-tags") ?? "").split(",").map((pair) => pair.trim().split("="));
  const tags = Object.fromEntries(tagged.flatMap(([name, tag]) => (name && tag ? [[name, [tag]]] : [])));
  const set = envelope.configurationSet ?? value("x-ses-configuration-set");
  return {
    ...envelope,
    ...recipients,
    from: envelope.from || (value("from") ?? ""),
    ...(set !== undefined && { configurationSet: set }),
    tags: { ...tags, ...envelope.tags },
    headers: headers.filter(({ name }) => !/^(bcc|x-ses-)/i.test(name)),
    operation: "SendRawEmail",
    content: { Raw: { Data: data } },
  };
}

/** The header block of a message with folded lines joined (RFC 5322, section 2.2.3). */
function parseHeaders(mime: string): Header[] {
  const block = mime.split(/\r?\n\r?\n/, 1)[0] ?? "";
  return block
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
}

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
