import { AwsError, type Cloud } from "../service";
import { type Destination, destinationOf } from "./destination";

/** Account and Region of a stream. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Key of a stream among all streams of the cloud. */
export function streamKey({ account, region }: Place, name: string): string {
  return `${account}/${region}/${name}`;
}

/** A stream that delivers to S3. */
export interface DeliveryStream extends Place {
  readonly name: string;
  readonly arn: string;
  /** Grows with every change; it is part of the names of the stream's objects. */
  readonly version: number;
  /** The Kinesis stream that it reads; without it records are put. */
  readonly source?: KinesisSource;
  readonly destination: Destination;
}

/** A Kinesis stream that a stream reads. */
export interface KinesisSource {
  readonly streamArn: string;
  readonly roleArn: string;
  /** Records older than this are not read, epoch seconds. */
  readonly since: number;
}

/** A record as a stream took it. */
export interface StreamRecord {
  readonly data: Buffer;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
  /** Present when it was read from a Kinesis stream. */
  readonly kinesis?: KinesisPosition;
}

/** Where a record stands in its Kinesis stream, as the transformation is told. */
export interface KinesisPosition {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly shardId: string;
}

/** A stream in MiniStack's own words, see sandbox/launcher/door.py. */
interface StoredStream {
  readonly name: string;
  readonly arn: string;
  readonly version: number;
  readonly type: string;
  readonly kinesis_source: { KinesisStreamARN: string; RoleARN: string; DeliveryStartTimestamp: number } | null;
  readonly destinations: readonly { readonly type: string; readonly config: Readonly<Record<string, unknown>> }[];
}

/** All streams of an account in a Region. MiniStack keeps them; its Describe call leaves out parts of the destination. */
export async function storedStreams(cloud: Cloud, { account, region }: Place): Promise<readonly StoredStream[]> {
  const reply = await cloud.request("firehose", region, {
    path: "/_sandbox/delivery-streams",
    headers: { "x-sandbox-account": account, "x-sandbox-region": region },
    body: "{}",
  });
  if (reply.status !== 200) throw new Error(`MiniStack's streams: ${reply.status} ${reply.body}`);
  return JSON.parse(reply.body.toString()).streams;
}

/** Names of the streams of an account in a Region. */
export async function streamNames(cloud: Cloud, place: Place): Promise<string[]> {
  return (await storedStreams(cloud, place)).map(({ name }) => name);
}

/** A stream by its name; one that does not exist, or that the sandbox cannot deliver, throws. */
export async function findStream(cloud: Cloud, place: Place, name: string): Promise<DeliveryStream> {
  const stored = (await storedStreams(cloud, place)).find((stream) => stream.name === name);
  if (!stored) {
    const text = `Firehose ${name} under account ${place.account} not found.`;
    throw new AwsError(400, "ResourceNotFoundException", text);
  }
  const source = stored.kinesis_source;
  return {
    ...place,
    name,
    arn: stored.arn,
    version: stored.version,
    ...(source && {
      source: {
        streamArn: source.KinesisStreamARN,
        roleArn: source.RoleARN,
        since: source.DeliveryStartTimestamp,
      },
    }),
    destination: destinationOf(name, stored.destinations[0]),
  };
}
