import { eventually } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { ACCOUNT } from "../../gateway/ministack";
import { FIRST_START_MS } from "./client";
import { Lake } from "./lake";

const HUB = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/hub`;
const RIGHTS = {
  "s3:PutObject": "arn:aws:s3:::lake/*",
  "kinesis:ListShards": HUB,
  "kinesis:GetShardIterator": HUB,
  "kinesis:GetRecords": HUB,
};

let cloud: RunningCloud;
let lake: Lake;

beforeAll(async () => {
  cloud = await startCloud();
  lake = new Lake(cloud);
  await lake.create();
  await lake.allow("firehose", RIGHTS);
  await kinesis("CreateStream", { StreamName: "hub", ShardCount: 2 });
  await eventually("the Kinesis stream", async () => {
    const { StreamDescriptionSummary } = await kinesis("DescribeStreamSummary", { StreamName: "hub" });
    return StreamDescriptionSummary?.StreamStatus === "ACTIVE" ? true : undefined;
  });
  const KinesisStreamSourceConfiguration = {
    KinesisStreamARN: HUB,
    RoleARN: `arn:aws:iam::${ACCOUNT}:role/firehose`,
  };
  await lake.createStream(
    "events",
    {},
    { DeliveryStreamType: "KinesisStreamAsSource", KinesisStreamSourceConfiguration },
  );
}, FIRST_START_MS);

afterAll(() => cloud.stop());

interface Answer {
  StreamDescriptionSummary?: { StreamStatus: string };
}

async function kinesis(operation: string, input: object): Promise<Answer> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `Kinesis_20131202.${operation}` };
  const text = await (await lake.client.send("kinesis", "POST", "/", headers, JSON.stringify(input))).text();
  return JSON.parse(text || "{}");
}

const put = (...texts: string[]): Promise<Answer> => {
  const Records = texts.map((text) => ({ Data: Buffer.from(text).toString("base64"), PartitionKey: text }));
  return kinesis("PutRecords", { StreamName: "hub", Records });
};

it("a flush delivers what the source has got since the last one, once", async () => {
  await put("1", "2", "3");
  expect(await lake.flush("events")).toMatchObject({ records: 3, lost: 0 });
  await put("4");
  expect(await lake.flush("events")).toMatchObject({ records: 1 });
  expect(await lake.flush("events")).toMatchObject({ records: 0 });
  expect((await lake.read("")).join("").split("").sort()).toEqual(["1", "2", "3", "4"]);
});

it("with the role's rights", async () => {
  const { "kinesis:GetRecords": _, ...left } = RIGHTS;
  await lake.allow("firehose", left);
  await put("5");
  expect(await lake.flush("events")).toMatchObject({ records: 0 });
  expect(await cloud.lostDeliveries()).toEqual([expect.stringContaining("Kinesis.AccessDenied")]);
  await lake.allow("firehose", RIGHTS);
  expect(await lake.flush("events")).toMatchObject({ records: 1 });
});
