import {
  AwsError,
  type Call,
  type Cloud,
  jsonReply,
  type Reply,
  type RequestInit,
  type Service,
  type Session,
} from "../service";
import type { Clock } from "./buffers";
import type { Flushed } from "./flusher";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";
export const NOW = Date.parse("2026-11-20T09:15:02.310Z");
export const LAMBDA_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:transform:$LATEST`;

/** One record as a function gets it. */
export interface EventRecord {
  readonly recordId: string;
  readonly approximateArrivalTimestamp: number;
  readonly data: string;
}

/** A cloud with streams, one function, one table and buckets that take everything. */
export class FakeCloud implements Cloud {
  readonly streams: { name: string; [key: string]: unknown }[] = [];
  readonly objects = new Map<string, Buffer>();
  readonly losses: string[] = [];
  readonly assumed: unknown[] = [];
  readonly authorized: string[] = [];
  readonly events: { records: EventRecord[] }[] = [];
  columns = [{ Name: "id", Type: "bigint" }];
  /** Services that refuse every call, e.g. `s3`. */
  readonly refused = new Set<string>();
  /** What the function answers. */
  transform: (records: EventRecord[]) => Reply = (records) =>
    jsonReply({ records: records.map(({ recordId, data }) => ({ recordId, result: "Ok", data })) });

  /** Makes a stream as MiniStack keeps it. @param config of its extended S3 destination */
  stream(name: string, config: object = {}, rest: object = {}): void {
    const location = { BucketARN: "arn:aws:s3:::lake", RoleARN: "arn:aws:iam::123456789012:role/firehose" };
    const destinations = [{ type: "ExtendedS3", config: { ...location, ...config } }];
    const arn = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/${name}`;
    this.streams.push({ name, arn, version: 1, type: "DirectPut", kinesis_source: null, destinations, ...rest });
  }

  /** Objects whose key begins so, as text. */
  texts(prefix: string): string[] {
    return [...this.objects].filter(([key]) => key.startsWith(`/lake/${prefix}`)).map(([, body]) => body.toString());
  }

  async request(service: string, _region: string, { path = "/", body, session }: RequestInit): Promise<Reply> {
    if (path === "/_sandbox/delivery-streams") return jsonReply({ streams: this.streams });
    if (!session) throw new Error(`${service} ${path} was asked for as root.`);
    if (this.refused.has(service)) return jsonReply({ __type: "AccessDeniedException", message: "no right" }, 403);
    if (service === "lambda") return this.invoke(JSON.parse(String(body)));
    if (service === "glue") return jsonReply({ Table: { StorageDescriptor: { Columns: this.columns } } });
    this.objects.set(decodeURIComponent(path), Buffer.from(body ?? ""));
    return { status: 200, body: "" };
  }

  async assumeRole(assumption: { roleArn: string }): Promise<Session> {
    this.assumed.push(assumption);
    if (this.refused.has("sts")) throw new AwsError(403, "AccessDeniedException", "not trusted");
    return { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" };
  }

  async authorize(_call: Call, action: string, resource: string): Promise<void> {
    this.authorized.push(`${action} ${resource}`);
    if (this.refused.has("firehose")) throw new AwsError(403, "AccessDeniedException", `no ${action}`);
  }

  async forward(call: Call): Promise<Reply> {
    return jsonReply({ forwarded: call.headers["x-amz-target"] });
  }

  async publishEvent(): Promise<never> {
    throw new Error("Firehose publishes no event.");
  }

  async putRecords(): Promise<never> {
    throw new Error("Firehose puts no records.");
  }

  reportLoss(what: string): void {
    this.losses.push(what);
  }

  private invoke(event: { records: EventRecord[] }): Reply {
    this.events.push(event);
    return this.transform(event.records);
  }
}

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  private time = NOW;
  private readonly waiting = new Map<object, { at: number; run: () => void }>();

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const key = {};
    this.waiting.set(key, { at: this.time + ms, run });
    return () => this.waiting.delete(key);
  }

  /** Lets time pass. */
  pass(ms: number): void {
    this.time += ms;
    for (const [key, { at, run }] of this.waiting) {
      if (at > this.time) continue;
      this.waiting.delete(key);
      run();
    }
  }
}

/** A Firehose call of a root key. */
export function firehoseCall(operation: string, input: unknown): Call {
  return {
    method: "POST",
    url: "/",
    path: "/",
    query: new URLSearchParams(),
    headers: { "x-amz-target": `Firehose_20150804.${operation}` },
    body: Buffer.from(typeof input === "string" ? input : JSON.stringify(input)),
    service: "firehose",
    account: ACCOUNT,
    region: REGION,
    accessKeyId: ACCOUNT,
  };
}

/** Base64 of a text. */
export const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Puts records and flushes. @returns what the flush answered for the stream */
export async function deliver(
  service: Service,
  stream: string,
  records: readonly (string | Buffer)[],
): Promise<Flushed> {
  const Records = records.map((data) => ({ Data: Buffer.from(data).toString("base64") }));
  await service.handle(firehoseCall("PutRecordBatch", { DeliveryStreamName: stream, Records }));
  const output = (await service.commands?.["flush"]?.({ stream })) as { streams: [Flushed] };
  return output.streams[0];
}
