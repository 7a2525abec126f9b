import type http from "node:http";

/** One AWS call, read whole. */
export interface Call {
  readonly method: string;
  /** Path and query as sent; the signature covers them. */
  readonly url: string;
  /** Decoded path, e.g. `/v2/email/outbound-emails`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** Service of the SigV4 credential scope, e.g. `ses`. */
  readonly service: string;
  /** Account that the access key belongs to, 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly accessKeyId: string;
}

/** The answer to a call. `content-length` and a request id are added by the gateway. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What an operator can ask of a running service: `npm run sandbox -- command <name> '<json>'`. */
export type Command = (input: unknown) => Promise<unknown>;

/** A page for a browser: `GET /_sandbox/<name>?<parameters>`. `endpoint` is the cloud's own. */
export type Page = (parameters: URLSearchParams, endpoint: string) => Promise<Reply>;

/** A service that the gateway answers itself. Only bodies of services registered here are buffered. */
export interface Service {
  /** SigV4 scopes it is asked for, e.g. `["ses", "email"]`. */
  readonly scopes: readonly string[];
  /** Answers the call; `undefined` leaves it to MiniStack. An `AwsError` thrown becomes the caller's error reply. */
  handle(call: Call): Promise<Reply | undefined>;
  /** Commands by name, e.g. `bounce-address`; names are unique over all services. */
  readonly commands?: Readonly<Record<string, Command>>;
  /** Pages by name, e.g. `dashboard`; names are unique over all services. */
  readonly pages?: Readonly<Record<string, Page>>;
  /** Waits until everything is published that earlier calls caused; the command `settle` asks every service. */
  settled?(): Promise<void>;
  /** Forgets everything that was recorded. */
  reset?(): void;
}

/** An event as an AWS service publishes it; `source` starts with `aws.`, which PutEvents refuses. */
export interface ServiceEvent {
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
}

/** Temporary credentials of a role. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Method, path and body of a call that the cloud makes itself; a body makes the method POST unless it is given. */
export interface RequestInit {
  readonly method?: string;
  /** Path and query, encoded. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Whose rights decide; without it the call is root's, unchecked. */
  readonly session?: Session;
}

/** An AWS service that takes on a role; what it presents there is what the role's trust policy can ask for. */
export interface RoleAssumption {
  readonly region: string;
  readonly roleArn: string;
  /** Principal, e.g. `firehose.amazonaws.com`. */
  readonly service: string;
  /** Value of `sts:ExternalId`, for the services that send one. */
  readonly externalId?: string;
  /** Value of `aws:SourceArn`, for the services that send one; its account is `aws:SourceAccount`. */
  readonly sourceArn?: string;
}

/** Records for a Firehose stream from an AWS service that was given a role for it. */
export interface FirehoseDelivery {
  readonly region: string;
  readonly streamArn: string;
  readonly roleArn: string;
  /** The sender's principal, e.g. `ses.amazonaws.com`. */
  readonly service: string;
  /** What the sender sends for, e.g. the ARN of the configuration set: `aws:SourceArn` in the role's trust policy. */
  readonly sourceArn: string;
  /** Texts; an end of line between them is the sender's matter. */
  readonly records: readonly string[];
}

/** What a service may use of the rest of the cloud. */
export interface Cloud {
  /** The same call, passed to MiniStack, which checks the caller's permissions. */
  forward(call: Call): Promise<Reply>;
  /**
   * A call of the cloud itself to MiniStack, past the services of the gateway: root's and unchecked (SNS Publish on
   * behalf of `ses.amazonaws.com`), or with a role's session.
   */
  request(service: string, region: string, init: RequestInit): Promise<Reply>;
  /** Publishes an event on the default bus as AWS services do. */
  publishEvent(event: ServiceEvent): Promise<void>;
  /**
   * Throws an `AccessDenied` error unless the caller's policies allow the action; root keys pass.
   * @param context condition keys of the action, e.g. `{"iam:PassedToService": "ses.amazonaws.com"}`
   */
  authorize(call: Call, action: string, resource: string, context?: Readonly<Record<string, string>>): Promise<void>;
  /** Takes on a role as a service does. Throws an `AccessDenied` error when its trust policy refuses the service. */
  assumeRole(assumption: RoleAssumption): Promise<Session>;
  /**
   * Puts records into a Firehose stream as a service that was given a role for it: takes on the role, then calls
   * PutRecordBatch with the role's rights. Throws the refusal of either as an `AwsError`.
   */
  putRecords(delivery: FirehoseDelivery): Promise<void>;
  /** Writes into the cloud's log that something was not delivered, and why; a test run with such a line has failed. */
  reportLoss(what: string): void;
}

/** An error of an AWS service. The gateway writes it in the protocol of the call (JSON or XML). */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Members of the error beside its message; only the JSON protocols have them, e.g. `{ Reason: "..." }`. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/** A header of a reply, whatever the case of its name. */
export function headerOf({ headers = {} }: Reply, name: string): string | undefined {
  return Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
}

/** A reply of the REST JSON and AWS JSON protocols. */
export function jsonReply(body: unknown, status = 200): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** An error in the form that both JSON protocols read: code in header and body, text under both spellings. */
export function errorReply({ status, code, message, details }: AwsError): Reply {
  const reply = jsonReply({ ...details, __type: code, message, Message: message }, status);
  return { ...reply, headers: { ...reply.headers, "x-amzn-errortype": code } };
}
