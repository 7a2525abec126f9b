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

/** A schedule of EventBridge Scheduler at one of its times. */
export interface DueSchedule {
  readonly region: string;
  readonly group: string;
  readonly name: string;
  /** ISO 8601; what `<aws.scheduler.scheduled-time>` becomes. */
  readonly scheduledTime: string;
}

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
    refuse(await this.ask("/_sandbox/authorize", call.account, call.region, question), 403);
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
    refuse(answer, 403);
    return answer as unknown as Session;
  }

  async putRecords(delivery: FirehoseDelivery): Promise<void> {
    await putRecords(delivery, await this.assumeRole(delivery), ACCOUNT, this.answer);
  }

  /** Invokes the target of a schedule with its role's rights, whatever its state. Throws an `AwsError` when it is refused. */
  async fire({ region, ...schedule }: DueSchedule): Promise<void> {
    refuse(await this.ask("/_sandbox/fire", ACCOUNT, region, schedule), 400);
  }

  /** Makes the messages of a queue visible that are delayed, or that failed and wait. @returns their number */
  async expire(queue: string, region: string): Promise<number> {
    const question = { queueArn: `arn:aws:sqs:${region}:${ACCOUNT}:${queue}` };
    const answer = await this.ask("/_sandbox/expire", ACCOUNT, region, question);
    refuse(answer, 404);
    return Number(answer["expired"]);
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

/** Throws what the door answered, if it is a refusal. */
function refuse({ code, message }: Record<string, unknown>, status: number): void {
  if (typeof code === "string") throw new AwsError(status, code, String(message));
}

function rootAuthorization(service: string, region: string): string {
  const scope = `${ACCOUNT}/20000101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}
