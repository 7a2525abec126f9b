import { startCloud } from "../sandbox/cloud";
import { ACCOUNT, REGION } from "../sandbox/gateway/ministack";
import { Upstream, type UpstreamRequest } from "../sandbox/gateway/upstream";
import { interleave } from "./interleave";
import { duration, type Figure, type Measurement } from "./measurement";
import { median, percentile } from "./statistics";

const ROUNDS = 300;
const QUEUE = JSON.stringify({ QueueName: "bench" });

/** Starts a local cloud and times cheap calls through its gateway and past it, one at a time. */
export async function measureGateway(): Promise<Measurement> {
  const cloud = await startCloud();
  const clients = [new Upstream(Number(new URL(cloud.endpoint).port)), new Upstream(cloud.upstreamPort)] as const;
  try {
    await call(clients[1], sqs("CreateQueue"));
    return {
      title: "Gateway of the local cloud",
      how:
        `${ROUNDS} calls each, one at a time over a connection that stays open, beside the same calls to MiniStack's ` +
        "own port. A call that MiniStack answers alone is passed through unread (SQS); one of the query protocol is " +
        "read whole first (STS).",
      figures: [
        ...(await compare("SQS GetQueueUrl", sqs("GetQueueUrl"), clients)),
        ...(await compare("STS GetCallerIdentity", callerIdentity(), clients)),
      ],
    };
  } finally {
    for (const client of clients) client.close();
    await cloud.stop();
  }
}

async function compare(
  name: string,
  request: UpstreamRequest,
  [gateway, miniStack]: readonly [Upstream, Upstream],
): Promise<Figure[]> {
  const tasks = { through: () => call(gateway, request), direct: () => call(miniStack, request) };
  const { through, direct } = await interleave({ rounds: ROUNDS, warmUps: 30, tasks });
  const figure = (word: string, read: (times: readonly number[]) => number): Figure => ({
    name: `${name}, ${word}`,
    measured: duration(read(through)),
    beside: duration(read(direct)),
    ratio: read(through) / read(direct),
  });
  return [figure("median", median), figure("95th percentile", (times) => percentile(times, 95))];
}

async function call(client: Upstream, request: UpstreamRequest): Promise<void> {
  const { status, body } = await client.send(request);
  if (status !== 200) throw new Error(`The local cloud answered ${status}: ${body}`);
}

function sqs(operation: string): UpstreamRequest {
  const target = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${operation}` };
  return signed("sqs", target, QUEUE);
}

function callerIdentity(): UpstreamRequest {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return signed("sts", form, "Action=GetCallerIdentity&Version=2011-06-15");
}

/** A call as root, whose signature the local cloud does not check. */
function signed(service: string, headers: Readonly<Record<string, string>>, body: string): UpstreamRequest {
  const scope = `${ACCOUNT}/20000101/${REGION}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  return { method: "POST", url: "/", headers: { host: "127.0.0.1", ...headers, authorization }, body };
}
