import { putRecords } from "./put-records";
import {
  AwsError,
  type Call,
  type Cloud,
  type FirehoseDelivery,
  type Reply,
  type RequestInit,
  type RoleAssumption,
  type ServiceEvent,
  type Session,
} from "./service";
import { signedHeaders } from "./sigv4";
import type { Upstream } from "./upstream";

/** Account of everything in the sandbox. As an access key it is root: MiniStack checks neither signature nor policy. */
export const ACCOUNT = "123456789012";

/** Region of a client that names none. */
export const REGION = "us-east-1";

/** The rest of the cloud as services of the gateway see it: MiniStack behind its private port. */
export class MiniStackCloud implements Cloud {
  private readonly accounts = new Map<string, string>();

  constructor(
    private readonly upstream: Upstream,
    private readonly log: (line: string) => void,
    /** Answers a call as the gateway does: by its services, else by MiniStack. */
    private readonly answer: (call: Call) => Promise<Reply>,
  ) {}

  forward({ method, url, headers, body }: Call): Promise<Reply> {
    return this.upstream.send({ method, url, headers, body });
  }

  async request(service: string, region: string, init: RequestInit): Promise<Reply> {
    const { body = "", session, method = init.body === undefined ? "GET" : "POST", path: url = "/" } = init;
    const given = { host: `127.0.0.1:${this.upstream.port}`, ...init.headers };
    const headers = session
      ? await signedHeaders({ method, url, headers: given, body, service, region, session })
      : { ...given, authorization: rootAuthorization(service, region) };
    return this.upstream.send({ method, url, headers, body });
  }

  async publishEvent({ region, source, detailType, detail, resources = [] }: ServiceEvent): Promise<void> {
    const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify(detail), Resources: resources };
    const output = await this.ask("/_sandbox/events", ACCOUNT, region, { Entries: [entry] });
    if (output["FailedEntryCount"] !== 0) {
      throw new Error(`The event "${detailType}" of ${source} was not published: ${JSON.stringify(output)}`);
    }
  }

  async authorize(call: Call, action: string, resource: string, context = {}): Promise<void> {
    // The action's own service: Athena asks for its caller's rights to Glue and S3, too.
    const service = action.slice(0, action.indexOf(":"));
    const question = { accessKeyId: call.accessKeyId, service, action, resource, context };
    const { code, message } = await this.ask("/_sandbox/authorize", call.account, call.region, question);
    if (typeof code === "string") throw new AwsError(403, code, String(message));
  }

  async assumeRole({ region, sourceArn, ...assumption }: RoleAssumption): Promise<Session> {
    const sourceAccount = sourceArn?.split(":")[4];
    const answer = await this.ask("/_sandbox/assume-role", ACCOUNT, region, {
      ...assumption,
      context: {
        "sts:externalid": assumption.externalId,
        "aws:sourcearn": sourceArn,
        "aws:sourceaccount": sourceAccount,
      },
    });
    if (typeof answer["code"] === "string") throw new AwsError(403, answer["code"], String(answer["message"]));
    return answer as unknown as Session;
  }

  async putRecords(delivery: FirehoseDelivery): Promise<void> {
    await putRecords(delivery, await this.assumeRole(delivery), ACCOUNT, this.answer);
  }

  reportLoss(what: string): void {
    this.log(`not delivered: ${what}`);
  }

  /** Account that an access key belongs to; 12 digits are an account themselves. */
  async accountOf(accessKeyId: string, region: string): Promise<string> {
    if (/^\d{12}$/.test(accessKeyId)) return accessKeyId;
    const known = this.accounts.get(accessKeyId);
    if (known) return known;
    const body = new URLSearchParams({ Action: "GetAccessKeyInfo", Version: "2011-06-15", AccessKeyId: accessKeyId });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await this.request("sts", region, { body: body.toString(), headers });
    const account = /<Account>(\d{12})</.exec(reply.body.toString())?.[1];
    if (!account) throw new AwsError(403, "UnrecognizedClientException", "The access key in the request is unknown.");
    this.accounts.set(accessKeyId, account);
    return account;
  }

  /** Asks the launcher's door, see sandbox/launcher/door.py. */
  private async ask(
    path: string,
    account: string,
    region: string,
    question: unknown,
  ): Promise<Record<string, unknown>> {
    const headers = { "x-sandbox-account": account, "x-sandbox-region": region };
    const reply = await this.upstream.send({ method: "POST", url: path, headers, body: JSON.stringify(question) });
    if (reply.status !== 200) throw new Error(`MiniStack answered ${reply.status} to ${path}: ${reply.body}`);
    return JSON.parse(reply.body.toString());
  }
}

function rootAuthorization(service: string, region: string): string {
  const scope = `${ACCOUNT}/20000101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}
