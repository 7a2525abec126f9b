import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { renderError } from "../protocol";
import {
  AwsError,
  type Call,
  type Cloud,
  type FirehoseDelivery,
  type Reply,
  type RoleAssumption,
  type ServiceEvent,
  type Session,
} from "../service";
import { type SmsVoiceService, smsVoiceService } from ".";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";
export const NOW = new Date("2026-11-20T09:15:02.310Z");
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/sms`;
export const STREAM = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/events`;

/** The rest of the cloud as far as End User Messaging asks it, and a record of what it did there. */
export class FakeCloud implements Cloud {
  readonly authorized: string[] = [];
  readonly assumed: RoleAssumption[] = [];
  readonly puts: FirehoseDelivery[] = [];
  readonly events: ServiceEvent[] = [];
  readonly losses: string[] = [];
  /** Actions that policies do not allow. */
  readonly denied = new Set<string>();

  async authorize(call: Call, action: string, resource: string, context?: object): Promise<void> {
    const who = call.accessKeyId === ACCOUNT ? "" : `${call.accessKeyId}: `;
    this.authorized.push(`${who}${action} ${resource}${context ? ` ${JSON.stringify(context)}` : ""}`);
    this.refuse(action);
  }

  async assumeRole(assumption: RoleAssumption): Promise<Session> {
    this.refuse("sts:AssumeRole");
    this.assumed.push(assumption);
    return { accessKeyId: "ROLE", secretAccessKey: "", sessionToken: "" };
  }

  async putRecords(delivery: FirehoseDelivery): Promise<void> {
    this.refuse("firehose:PutRecordBatch");
    this.puts.push(delivery);
  }

  async publishEvent(event: ServiceEvent): Promise<void> {
    this.events.push(event);
  }

  reportLoss(what: string): void {
    this.losses.push(what);
  }

  async forward(): Promise<Reply> {
    throw new Error("MiniStack has no End User Messaging.");
  }

  async request(): Promise<Reply> {
    throw new Error("MiniStack has no End User Messaging.");
  }

  /** The events that destinations got, parsed. */
  get records(): Record<string, unknown>[] {
    return this.puts.flatMap(({ records }) => records.map((text) => JSON.parse(text)));
  }

  private refuse(action: string): void {
    if (this.denied.has(action)) throw new AwsError(403, "AccessDeniedException", `not authorized: ${action}`);
  }
}

/** The service over a fake cloud, and the SDK's own client speaking to it as through the gateway. */
export function setUp(clock = () => NOW): {
  cloud: FakeCloud;
  service: SmsVoiceService;
  client: PinpointSMSVoiceV2Client;
} {
  const cloud = new FakeCloud();
  const service = smsVoiceService(cloud, clock);
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: "sandbox" };
  const requestHandler = { handle: (request: SdkRequest) => answer(service, request) };
  const settings = { region: REGION, credentials, requestHandler, maxAttempts: 1 };
  return { cloud, service, client: new PinpointSMSVoiceV2Client(settings) };
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

async function answer(service: SmsVoiceService, { method, path, headers, body }: SdkRequest) {
  const call: Call = {
    method,
    path,
    url: path,
    headers,
    query: new URLSearchParams(),
    body: Buffer.concat([body]),
    service: "sms-voice",
    account: ACCOUNT,
    region: REGION,
    accessKeyId: ACCOUNT,
  };
  const reply = await service.handle(call).catch((error) => {
    if (!(error instanceof AwsError)) throw error;
    return renderError({ method, url: new URL(path, "http://sandbox"), headers }, error);
  });
  if (!reply) throw new Error(`The service left ${headers["x-amz-target"]} to MiniStack.`);
  return { response: { statusCode: reply.status, headers: reply.headers ?? {}, body: Buffer.from(reply.body) } };
}
