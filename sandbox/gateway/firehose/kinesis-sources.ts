import type { Cloud } from "../service";
import { StepFailed } from "./failure";
import { Roles } from "./role";
import { type DeliveryStream, type KinesisSource, type Place, type StreamRecord, streamKey } from "./stream";

interface GivenRecord {
  readonly Data: string;
  readonly PartitionKey: string;
  readonly SequenceNumber: string;
  /** Epoch seconds. */
  readonly ApproximateArrivalTimestamp: number;
}

interface Page {
  readonly Records: readonly GivenRecord[];
  readonly NextShardIterator?: string;
}

/** Reads the Kinesis streams that are the source of streams, each from where it was read last. */
export class KinesisSources {
  /** Sequence number of the last record read, by stream and shard. */
  private readonly positions = new Map<string, Map<string, string>>();

  constructor(private readonly cloud: Cloud) {}

  /** What has come since the last read. A refusal is in the log, and the records are read once the role may. */
  async read(stream: DeliveryStream, source: KinesisSource): Promise<readonly StreamRecord[]> {
    const reader = new Reader(new Roles(this.cloud, stream), source);
    const key = streamKey(stream, stream.name);
    const before = this.positions.get(key) ?? new Map<string, string>();
    try {
      const shards = await Promise.all(
        (await reader.shards()).map(async (id) => ({ id, records: await reader.records(id, before.get(id)) })),
      );
      const ends = shards.flatMap(({ id, records }) =>
        records.slice(-1).map(({ kinesis }) => [id, kinesis.sequenceNumber] as const),
      );
      this.positions.set(key, new Map([...before, ...ends]));
      return shards.flatMap(({ records }) => records);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      this.cloud.reportLoss(`firehose: records of ${source.streamArn} to stream ${stream.name}: ${error.message}`);
      return [];
    }
  }

  /** A stream that is made anew reads from its own beginning. */
  forget(place: Place, name: string): void {
    this.positions.delete(streamKey(place, name));
  }

  clear(): void {
    this.positions.clear();
  }
}

/** The calls that Firehose makes, https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html. */
class Reader {
  constructor(
    private readonly roles: Roles,
    private readonly source: KinesisSource,
  ) {}

  async shards(): Promise<string[]> {
    const { Shards } = await this.call<{ Shards: { ShardId: string }[] }>("ListShards", {});
    return Shards.map(({ ShardId }) => ShardId);
  }

  async records(shardId: string, after: string | undefined): Promise<Required<StreamRecord>[]> {
    const from = after
      ? { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber: after }
      : { ShardIteratorType: "AT_TIMESTAMP", Timestamp: this.source.since };
    const start = await this.call<{ ShardIterator: string }>("GetShardIterator", { ShardId: shardId, ...from });
    const found: Required<StreamRecord>[] = [];
    for (let iterator: string | undefined = start.ShardIterator; iterator; ) {
      const page: Page = await this.call<Page>("GetRecords", { ShardIterator: iterator });
      found.push(...page.Records.map((record) => streamRecord(record, shardId)));
      iterator = page.Records.length > 0 ? page.NextShardIterator : undefined;
    }
    return found;
  }

  private call<T>(operation: string, input: object): Promise<T> {
    const { streamArn, roleArn } = this.source;
    const target = `Kinesis_20131202.${operation}`;
    return this.roles.json<T>("Kinesis", roleArn, "kinesis", target, { StreamARN: streamArn, ...input });
  }
}

function streamRecord(record: GivenRecord, shardId: string): Required<StreamRecord> {
  return {
    data: Buffer.from(record.Data, "base64"),
    arrivedAt: Math.round(record.ApproximateArrivalTimestamp * 1000),
    kinesis: { sequenceNumber: record.SequenceNumber, partitionKey: record.PartitionKey, shardId },
  };
}
