import { jsonReply, type Service } from "../service";
import { firehoseService } from ".";
import { FakeClock, FakeCloud, firehoseCall, LAMBDA_ARN, NOW } from "./fake-cloud";

const SOURCE = "arn:aws:kinesis:us-east-1:123456789012:stream/hub";
const ROLE = "arn:aws:iam::123456789012:role/reader";

/** A cloud with one Kinesis stream of two shards, one record a page. */
class KinesisCloud extends FakeCloud {
  readonly shards: Readonly<Record<string, string[]>> = { "shard-0": [], "shard-1": [] };
  readonly starts: unknown[] = [];

  override async request(...[service, region, init]: Parameters<FakeCloud["request"]>) {
    if (service !== "kinesis" || this.refused.has(service)) return super.request(service, region, init);
    const input = JSON.parse(String(init.body));
    const operation = init.headers?.["x-amz-target"]?.split(".")[1];
    if (operation === "ListShards")
      return jsonReply({ Shards: Object.keys(this.shards).map((ShardId) => ({ ShardId })) });
    if (operation === "GetShardIterator") {
      const { StreamARN, ShardId, ...start } = input;
      this.starts.push(start);
      const next = start.StartingSequenceNumber === undefined ? 0 : Number(start.StartingSequenceNumber) + 1;
      return jsonReply({ ShardIterator: `${ShardId}/${next}` });
    }
    const [shard = "", index = ""] = input.ShardIterator.split("/");
    const text = this.shards[shard]?.[Number(index)];
    const record = {
      Data: Buffer.from(text ?? "").toString("base64"),
      PartitionKey: "p",
      SequenceNumber: index,
      ApproximateArrivalTimestamp: NOW / 1000,
    };
    return jsonReply({
      Records: text === undefined ? [] : [record],
      NextShardIterator: `${shard}/${Number(index) + 1}`,
    });
  }
}

let cloud: KinesisCloud;
let service: Service;

beforeEach(() => {
  cloud = new KinesisCloud();
  const Parameters = [{ ParameterName: "LambdaArn", ParameterValue: LAMBDA_ARN }];
  const config = { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] } };
  const source = { KinesisStreamARN: SOURCE, RoleARN: ROLE, DeliveryStartTimestamp: 7 };
  cloud.stream("events", config, { type: "KinesisStreamAsSource", kinesis_source: source });
  service = firehoseService(cloud, new FakeClock());
});

const flush = () => service.commands?.["flush"]?.({ stream: "events" });

it("a flush delivers what the shards have, and the next one what has come since", async () => {
  cloud.shards["shard-0"]?.push("a", "b");
  cloud.shards["shard-1"]?.push("c");
  expect(await flush()).toMatchObject({ streams: [{ records: 3 }] });
  cloud.shards["shard-1"]?.push("d");
  expect(await flush()).toMatchObject({ streams: [{ records: 1 }] });
  expect(await flush()).toMatchObject({ streams: [{ records: 0 }] });
  expect(cloud.texts("")).toEqual(["abc", "d"]);
  const start = { ShardIteratorType: "AT_TIMESTAMP", Timestamp: 7 };
  const after = (StartingSequenceNumber: string) => ({
    ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
    StartingSequenceNumber,
  });
  expect(cloud.starts).toEqual([start, start, after("1"), after("0"), after("1"), after("1")]);
});

it("the function is told where a record stands", async () => {
  cloud.shards["shard-1"]?.push("a");
  await flush();
  expect(cloud.assumed).toContainEqual(expect.objectContaining({ roleArn: ROLE }));
  expect(cloud.events[0]).toMatchObject({
    sourceKinesisStreamArn: SOURCE,
    records: [
      {
        kinesisRecordMetadata: {
          sequenceNumber: "0",
          subsequenceNumber: 0,
          partitionKey: "p",
          shardId: "shard-1",
          approximateArrivalTimestamp: NOW,
        },
      },
    ],
  });
});

it("a role that may not read leaves the records where they are, and the log says so", async () => {
  cloud.shards["shard-0"]?.push("a");
  cloud.refused.add("kinesis");
  expect(await flush()).toMatchObject({ streams: [{ records: 0 }] });
  expect(cloud.losses).toEqual([`firehose: records of ${SOURCE} to stream events: Kinesis.AccessDenied: no right`]);
  cloud.refused.clear();
  expect(await flush()).toMatchObject({ streams: [{ records: 1 }] });
});

it("a stream that is made anew reads from its beginning", async () => {
  cloud.shards["shard-0"]?.push("a");
  await flush();
  await service.handle(firehoseCall("DeleteDeliveryStream", { DeliveryStreamName: "events" }));
  expect(await flush()).toMatchObject({ streams: [{ records: 1 }] });
});

it("what was put does not reach such a stream", async () => {
  const input = { stream: "events", arrivedAt: "2026-11-01T00:00:00Z", records: ["x"] };
  await expect(service.commands?.["put-records-at"]?.(input)).rejects.toThrow(
    `Stream events reads ${SOURCE}: put the records there.`,
  );
});
