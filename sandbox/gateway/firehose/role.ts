import { AwsError, type Cloud, type Reply, type RequestInit, type Session } from "../service";
import { type Failure, StepFailed } from "./failure";
import type { DeliveryStream } from "./stream";

/** The calls of one delivery, each made with the rights of the role that the destination names for it. */
export class Roles {
  private readonly sessions = new Map<string, Promise<Session>>();

  constructor(
    private readonly cloud: Cloud,
    private readonly stream: DeliveryStream,
  ) {}

  /** @throws StepFailed with a code such as `S3.AccessDenied` */
  async putObject(roleArn: string, bucket: string, key: string, body: Buffer): Promise<void> {
    const path = `/${[bucket, ...key.split("/")].map(encode).join("/")}`;
    const headers = { "content-type": "application/octet-stream" };
    const reply = await this.call("S3", roleArn, "s3", { method: "PUT", path, headers, body });
    if (reply.status !== 200) throw new StepFailed(failureOf("S3", reply));
  }

  /** Invokes a function and waits. @param lambdaArn with or without qualifier; the right is asked for on just this ARN */
  async invoke(lambdaArn: string, payload: string): Promise<Reply> {
    const path = `/2015-03-31/functions/${encode(lambdaArn)}/invocations`;
    const { roleArn } = this.stream.destination;
    return this.call("Lambda", roleArn, "lambda", { method: "POST", path, body: payload });
  }

  /** A call of an AWS JSON protocol. @throws StepFailed */
  async json<T>(
    owner: string,
    roleArn: string,
    service: string,
    target: string,
    input: object,
    region = this.stream.region,
  ): Promise<T> {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
    const reply = await this.call(owner, roleArn, service, { headers, body: JSON.stringify(input) }, region);
    if (reply.status !== 200) throw new StepFailed(failureOf(owner, reply));
    return JSON.parse(reply.body.toString());
  }

  private async call(
    owner: string,
    roleArn: string,
    service: string,
    init: RequestInit,
    region = this.stream.region,
  ): Promise<Reply> {
    const session = await this.session(owner, roleArn);
    return this.cloud.request(service, region, { ...init, session });
  }

  /** The session of a role; Firehose sends the account as external id. */
  private session(owner: string, roleArn: string): Promise<Session> {
    const { region, account } = this.stream;
    const known = this.sessions.get(roleArn);
    const assumption = { region, roleArn, service: "firehose.amazonaws.com", externalId: account };
    const session = known ?? this.cloud.assumeRole(assumption);
    this.sessions.set(roleArn, session);
    return session.catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw new StepFailed({ code: `${owner}.AssumeRoleAccessDenied`, message: error.message, isRefusal: true });
    });
  }
}

/** The refusal of a service as Firehose names it, e.g. `S3.AccessDenied`. */
export function failureOf(owner: string, { status, body }: Reply): Failure {
  const text = body.toString();
  const code =
    /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? /"(?:__type|code)"\s*:\s*"(?:[^"]*#)?([^"]+)"/.exec(text)?.[1];
  const message = /<Message>([^<]+)<\/Message>/.exec(text)?.[1] ?? /"[mM]essage"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  const name = /^AccessDenied/.test(code ?? "") ? "AccessDenied" : (code ?? `Status${status}`);
  return { code: `${owner}.${name}`, message: message ?? text, isRefusal: true };
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
