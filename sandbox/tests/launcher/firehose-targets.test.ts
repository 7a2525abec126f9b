import { eventually } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { ACCOUNT } from "../../gateway/ministack";
import { FIRST_START_MS } from "./client";
import { Lake } from "./lake";

const STREAM = `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/events`;
const RULE = `arn:aws:events:us-east-1:${ACCOUNT}:rule/orders`;

let cloud: RunningCloud;
let lake: Lake;

beforeAll(async () => {
  cloud = await startCloud();
  lake = new Lake(cloud);
  await lake.create();
  await lake.allow("firehose", { "s3:PutObject": "arn:aws:s3:::lake/*" });
  await lake.createStream("events");
  const from = { StringEquals: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": RULE } };
  await lake.client.createRole("rule", "events.amazonaws.com", from);
  await lake.allow("rule", { "firehose:PutRecordBatch": STREAM });
  const EventPattern = JSON.stringify({ source: ["shop"] });
  await lake.client.json("events", "AWSEvents.PutRule", { Name: "orders", EventPattern });
}, FIRST_START_MS);

afterAll(() => cloud.stop());

/** The rule's only target from now on. */
const target = (settings: object): Promise<unknown> => {
  const Targets = [{ Id: "stream", Arn: STREAM, RoleArn: `arn:aws:iam::${ACCOUNT}:role/rule`, ...settings }];
  return lake.client.json("events", "AWSEvents.PutTargets", { Rule: "orders", Targets });
};

const order = (id: number): Promise<unknown> => {
  const Entries = [{ Source: "shop", DetailType: "Order", Detail: JSON.stringify({ id }) }];
  return lake.client.json("events", "AWSEvents.PutEvents", { Entries });
};

/** What the stream delivers next, as text. */
async function delivered(): Promise<string> {
  const object = await eventually("the record", async () => (await lake.flush("events")).objects[0]);
  return String((await lake.read(object.key))[0]);
}

it("an event reaches the rule's stream", async () => {
  await target({});
  await order(1);
  expect(JSON.parse(await delivered())).toMatchObject({ source: "shop", "detail-type": "Order", detail: { id: 1 } });
});

it("as the target's input path and transformer make it", async () => {
  const InputTransformer = { InputPathsMap: { id: "$.detail.id" }, InputTemplate: '{"order": <id>}' };
  await target({ InputTransformer });
  await order(2);
  expect(JSON.parse(await delivered())).toEqual({ order: 2 });
});

it("without the right to put it, it is in the log as lost", async () => {
  await target({});
  await lake.allow("rule", { "firehose:PutRecord": STREAM });
  await order(3);
  const lost = await eventually("the loss", async () => (await cloud.lostDeliveries())[0]);
  expect(lost).toMatch(/rule\/orders not delivered to .*deliverystream\/events: .*firehose:PutRecordBatch/);
});

it("or in the target's dead-letter queue", async () => {
  const url = await lake.client.createQueue("dead");
  await target({ DeadLetterConfig: { Arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead` } });
  await order(4);
  const [message] = await lake.client.receive(url);
  expect(JSON.parse(message?.Body ?? "")).toMatchObject({ detail: { id: 4 } });
  expect(await cloud.lostDeliveries()).toHaveLength(1);
});
