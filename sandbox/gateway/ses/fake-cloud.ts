import { escapeXml } from "../protocol";
import {
  AwsError,
  type Call,
  type Cloud,
  jsonReply,
  type Reply,
  type RequestInit,
  type ServiceEvent,
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
  denied = "";

  async forward(call: Call): Promise<Reply> {
    this.forwarded.push(`${call.method} ${call.path}`);
    return jsonReply(call.path === "/v2/email/account" ? { SendingEnabled: true } : {});
  }

  async request(service: string, _region: string, init: RequestInit): Promise<Reply> {
    const form = new URLSearchParams(String(init.body ?? ""));
    if (service === "sns") return this.sns(form);
    if (form.get("Action") === "ListIdentities") return xml("<member>v1@other.example</member>");
    return this.ses(init);
  }

  async assumeRole(): Promise<never> {
    throw new Error("The SES overlay takes on no role.");
  }

  async putRecords(): Promise<never> {
    throw new Error("The SES overlay puts no records.");
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

  private ses({ method, path = "", body }: RequestInit): Reply {
    if (path.startsWith("/v2/email/identities?"))
      return jsonReply({ EmailIdentities: this.identities.map((IdentityName) => ({ IdentityName })) });
    if (path.startsWith("/v2/email/identities/")) return jsonReply({});
    if (method === "POST" && path === "/v2/email/outbound-emails") return this.send(JSON.parse(String(body ?? "{}")));
    const [, name = "", rest] = /configuration-sets\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const set = this.sets.get(name);
    if (!set) return notFound(`Configuration set <${name}> does not exist.`);
    return jsonReply(rest ? { EventDestinations: this.destinations } : set);
  }

  private send(input: Record<string, unknown>): Reply {
    const domain = String(input["FromEmailAddress"]).replace(/.*@|>/g, "");
    if (!this.identities.includes(domain)) return failure(400, "MessageRejected", "Email address is not verified.");
    this.recorded.push(input);
    return jsonReply({ MessageId: "5b1e0c44-7d0a-4f0b-9a53-2c9e8f10a001@email.amazonses.com" });
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
