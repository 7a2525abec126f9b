import { zipSync } from "fflate";
import type { RunningCloud } from "../../cloud";

/** A first start on a machine fetches the emulator; later ones take less than a second. */
export const FIRST_START_MS = 180_000;

/** Calls AWS services of a local cloud as its root user, without an SDK: what is tested is the cloud alone. */
export class Client {
  constructor(private readonly cloud: RunningCloud) {}

  /** A call of the AWS JSON protocol. @param target e.g. `AmazonSQS.SendMessage` */
  async json<T>(service: string, target: string, input: object): Promise<T> {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": target };
    return (await this.send(service, "POST", "/", headers, JSON.stringify(input))).json() as Promise<T>;
  }

  /** A call of the query protocol. @returns the XML */
  async query(service: string, input: Readonly<Record<string, string>>): Promise<string> {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return (await this.send(service, "POST", "/", headers, new URLSearchParams(input).toString())).text();
  }

  /** Makes a Node.js function with a role of its own that allows nothing. @param source CommonJS with `handler` */
  async createFunction(name: string, source: string, timeout = 10): Promise<void> {
    await this.createRole(name, "lambda.amazonaws.com");
    const body = {
      FunctionName: name,
      Role: `arn:aws:iam::123456789012:role/${name}`,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Timeout: timeout,
      Code: { ZipFile: Buffer.from(zipSync({ "index.js": Buffer.from(source) })).toString("base64") },
    };
    await this.send("lambda", "POST", "/2015-03-31/functions", {}, JSON.stringify(body));
  }

  /** Makes a role that a service may take on, and that allows nothing. */
  async createRole(RoleName: string, service: string, condition: object = {}): Promise<void> {
    const AssumeRolePolicyDocument = trust(service, condition);
    await this.query("iam", { Action: "CreateRole", RoleName, AssumeRolePolicyDocument });
  }

  /** The only service that may take on a role from now on. */
  async admit(RoleName: string, service: string, condition: object): Promise<void> {
    const PolicyDocument = trust(service, condition);
    await this.query("iam", { Action: "UpdateAssumeRolePolicy", RoleName, PolicyDocument });
  }

  /** The only policy of a role from now on. */
  async allow(RoleName: string, ...statements: readonly object[]): Promise<void> {
    const PolicyDocument = policy(...statements);
    await this.query("iam", { Action: "PutRolePolicy", RoleName, PolicyName: "only", PolicyDocument });
  }

  /** Invokes a function and returns what it answered, an error's description included. */
  async invoke<T>(name: string, payload: unknown = {}): Promise<T> {
    const path = `/2015-03-31/functions/${name}/invocations`;
    return (await this.send("lambda", "POST", path, {}, JSON.stringify(payload))).json() as Promise<T>;
  }

  /** Sends any call. @throws Error with the service's answer when it is no success */
  async send(
    service: string,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body: string | undefined = undefined,
  ): Promise<Response> {
    const { endpoint, env } = this.cloud;
    const scope = `${env["AWS_ACCESS_KEY_ID"]}/20000101/${env["AWS_REGION"]}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const response = await fetch(endpoint + path, {
      method,
      headers: { ...headers, authorization },
      body: body ?? null,
    });
    if (!response.ok) throw new Error(`${service} ${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  /** Makes a queue. @returns its URL */
  async createQueue(name: string, attributes: Readonly<Record<string, string>> = {}): Promise<string> {
    const input = { QueueName: name, Attributes: attributes };
    return (await this.json<{ QueueUrl: string }>("sqs", "AmazonSQS.CreateQueue", input)).QueueUrl;
  }

  /** Waits for messages, up to the 20 s of a long poll. @returns their bodies and attributes */
  async receive(url: string): Promise<{ Body: string; Attributes: Record<string, string> }[]> {
    const input = { QueueUrl: url, WaitTimeSeconds: 20, MaxNumberOfMessages: 10, AttributeNames: ["All"] };
    const output = await this.json<{ Messages?: [] }>("sqs", "AmazonSQS.ReceiveMessage", input);
    return output.Messages ?? [];
  }
}

function policy(...statements: readonly object[]): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const trust = (Service: string, Condition: object): string =>
  policy({ Principal: { Service }, Action: "sts:AssumeRole", Condition });
