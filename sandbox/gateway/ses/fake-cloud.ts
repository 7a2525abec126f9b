import { escapeXml } from "../protocol";
import {
  AwsError,
  type Call,
  type Cloud,
  type FirehoseDelivery,
  jsonReply,
  type Reply,
  type RequestInit,
  type RoleAssumption,
  type ServiceEvent,
  type Session,
} from "../service";

/** Account, region and clock of the unit tests. */
export const ACCOUNT = "123456789012";
export const REGION = "us-east-1";
export const NOW = new Date("2026-11-20T09:15:02.310Z");

/** A topic policy as spec 01 asks for. */
export function topicPolicy(statement: object = {}): string {
  const condition = {
    StringEquals: { "aws:SourceAccount": ACCOUNT },
    ArnLike: { "aws:SourceArn": `arn:aws:ses:${REGION}:${ACCOUNT}:*` },
  };
  const allow = { Effect: "Allow", Action: "sns:Publish", Resource: "*", Condition: condition };
  return JSON.stringify({ Statement: [{ ...allow, Principal: { Service: "ses.amazonaws.com" }, ...statement }] });
}

/** MiniStack as far as the SES overlay asks it, and a record of what the overlay did. */
export class FakeCloud implements Cloud {
  readonly identities = ["mail.example.com"];
  readonly sets = new Map<string, object>();
  readonly destinations: object[] = [];
  readonly topics = new Map<string, string>();
  readonly published: { topic: string; subject: string | null; message: string }[] = [];
  readonly events: ServiceEvent[] = [];
  readonly authorized: string[] = [];
  readonly recorded: Record<string, unknown>[] = [];
  readonly forwarded: string[] = [];
  readonly losses: string[] = [];
  /** Who may take on a role, and for what: `ses.amazonaws.com arn:…`. */
  readonly roles = new Map<string, string>();
  readonly streams: string[] = [];
  readonly deliveries: FirehoseDelivery[] = [];
  readonly metrics: { Namespace: string; MetricData: Record<string, unknown>[] }[] = [];
  readonly templates = new Map<string, object>();
  denied = "";

  async forward(call: Call): Promise<Reply> {
    this.forwarded.push(`${call.method} ${call.path}`);
    if (call.path === "/v2/email/account") return jsonReply({ SendingEnabled: true });
    const CreatedTimestamp = NOW.toISOString();
    const TemplatesMetadata = [...this.templates.keys()].map((TemplateName) => ({ TemplateName, CreatedTimestamp }));
    return jsonReply(call.path === "/v2/email/templates" ? { TemplatesMetadata, NextToken: "next" } : {});
  }

  async request(service: string, _region: string, init: RequestInit): Promise<Reply> {
    const form = new URLSearchParams(String(init.body ?? ""));
    if (service === "sns") return this.sns(form);
    if (service === "firehose") return this.firehose(init);
    if (service === "monitoring") return this.monitoring(init);
    if (form.get("Action") === "ListIdentities") return xml("<member>v1@other.example</member>");
    return this.ses(init);
  }

  async assumeRole({ roleArn, service, sourceArn }: RoleAssumption): Promise<Session> {
    if (this.roles.get(roleArn) !== `${service} ${sourceArn}`)
      throw new AwsError(403, "AccessDeniedException", `${service} is unable to assume the role ${roleArn}`);
    return { accessKeyId: roleArn, secretAccessKey: "secret", sessionToken: "token" };
  }

  async putRecords(delivery: FirehoseDelivery): Promise<void> {
    await this.assumeRole(delivery);
    this.deliveries.push(delivery);
  }

  reportLoss(what: string): void {
    this.losses.push(what);
  }

  async publishEvent(event: ServiceEvent): Promise<void> {
    this.events.push(event);
  }

  async authorize(_call: Call, action: string, resource: string): Promise<void> {
    this.authorized.push(`${action} ${resource}`);
    if (action === this.denied) throw new AwsError(403, "AccessDeniedException", `not authorized: ${action}`);
  }

  /** The messages published to a topic, parsed where they are JSON. */
  messages(topic: string): unknown[] {
    return this.published.filter((each) => each.topic === topic).map(({ message }) => parsed(message));
  }

  private sns(form: URLSearchParams): Reply {
    const topic = form.get("TopicArn") ?? "";
    const policy = this.topics.get(topic);
    if (policy === undefined) return { status: 404, body: "<ErrorResponse/>" };
    if (form.get("Action") === "GetTopicAttributes")
      return xml(`<entry><key>Policy</key><value>${escapeXml(policy)}</value></entry>`);
    this.published.push({ topic, subject: form.get("Subject"), message: form.get("Message") ?? "" });
    return xml("");
  }

  private firehose({ body }: RequestInit): Reply {
    const { DeliveryStreamName } = JSON.parse(String(body));
    return this.streams.includes(DeliveryStreamName) ? jsonReply({}) : failure(400, "ResourceNotFoundException", "No.");
  }

  private monitoring({ body }: RequestInit): Reply {
    this.metrics.push(JSON.parse(String(body)));
    return jsonReply({});
  }

  private ses({ method, path = "", body }: RequestInit): Reply {
    if (path.startsWith("/v2/email/identities?"))
      return jsonReply({ EmailIdentities: this.identities.map((IdentityName) => ({ IdentityName })) });
    if (path.startsWith("/v2/email/identities/")) return jsonReply({});
    if (method === "POST" && path === "/v2/email/outbound-emails") return this.send(JSON.parse(String(body ?? "{}")));
    const template = /^\/v2\/email\/templates\/(.+)$/.exec(path)?.[1];
    if (template !== undefined) return this.template(template);
    const [, name = "", rest] = /configuration-sets\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const set = this.sets.get(name);
    if (!set) return notFound(`Configuration set <${name}> does not exist.`);
    return jsonReply(rest ? { EventDestinations: this.destinations } : set);
  }

  private template(TemplateName: string): Reply {
    const TemplateContent = this.templates.get(TemplateName);
    if (!TemplateContent) return notFound(`Template ${TemplateName} does not exist`);
    return jsonReply({ TemplateName, TemplateContent });
  }

  private send(input: Record<string, unknown>): Reply {
    const domain = String(input["FromEmailAddress"]).replace(/.*@|>/g, "");
    if (!this.identities.includes(domain)) return failure(400, "MessageRejected", "Email address is not verified.");
    this.recorded.push(input);
    const count = String(this.recorded.length).padStart(3, "0");
    return jsonReply({ MessageId: `5b1e0c44-7d0a-4f0b-9a53-2c9e8f10a${count}@email.amazonses.com` });
  }
}

/** A v2 call of a root key. */
export function v2Call(method: string, path: string, input?: object): Call {
  const url = new URL(path, "http://sandbox");
  const body = Buffer.from(input ? JSON.stringify(input) : "");
  return { ...COMMON, method, url: path, path: decodeURIComponent(url.pathname), query: url.searchParams, body };
}

/** A v1 call of a root key. */
export function v1Call(Action: string, fields: Readonly<Record<string, string>>): Call {
  const body = Buffer.from(new URLSearchParams({ Action, ...fields }).toString());
  return { ...COMMON, method: "POST", url: "/", path: "/", query: new URLSearchParams(), body };
}

const COMMON = { headers: {}, service: "ses", account: ACCOUNT, region: REGION, accessKeyId: ACCOUNT };

/** Names and types of all members, so that two values of one shape are equal. */
export function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shape(member)]));
}

function parsed(text: string): unknown {
  return text.startsWith("{") ? JSON.parse(text) : text;
}

function xml(body: string): Reply {
  return { status: 200, body };
}

function notFound(message: string): Reply {
  return failure(404, "NotFoundException", message);
}

function failure(status: number, code: string, message: string): Reply {
  return { status, headers: { "x-amzn-errortype": code }, body: JSON.stringify({ message, name: code }) };
}
