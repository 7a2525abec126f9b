import { runCommand } from "../../client";
import type { RunningCloud } from "../../cloud";
import { ACCOUNT } from "../../gateway/ministack";
import { Client } from "./client";

/** Columns of the table that the streams of these tests convert to. */
const COLUMNS = [
  ["id", "bigint"],
  ["name", "string"],
  ["score", "double"],
  ["parts", "int"],
  ["is_final", "boolean"],
  ["tags", "array<string>"],
  ["attributes", "map<string,string>"],
] as const;

/** What a flush answers for one stream. */
export interface Flushed {
  readonly stream: string;
  readonly records: number;
  readonly dropped: number;
  readonly failed: number;
  readonly lost: number;
  readonly objects: readonly { bucket: string; key: string; records: number }[];
}

/** A bucket, a table and what a stream needs, in a local cloud. */
export class Lake {
  readonly client: Client;

  constructor(private readonly cloud: RunningCloud) {
    this.client = new Client(cloud);
  }

  async create(): Promise<void> {
    await this.client.send("s3", "PUT", "/lake");
    const glue = (operation: string, input: object) => this.client.json("glue", `AWSGlue.${operation}`, input);
    await glue("CreateDatabase", { DatabaseInput: { Name: "lake" } });
    const Columns = COLUMNS.map(([Name, Type]) => ({ Name, Type }));
    const TableInput = { Name: "events", TableType: "EXTERNAL_TABLE", StorageDescriptor: { Columns } };
    await glue("CreateTable", { DatabaseName: "lake", TableInput });
    await this.client.createRole("firehose", "firehose.amazonaws.com", { StringEquals: { "sts:ExternalId": ACCOUNT } });
  }

  /** The only policy of a role from now on. @param statements action by resource */
  async allow(role: string, statements: Readonly<Record<string, string>>): Promise<void> {
    await this.client.allow(role, ...Object.entries(statements).map(([Action, Resource]) => ({ Action, Resource })));
  }

  /** Makes a stream that writes below its own name. @param settings of its S3 destination @param rest its other input */
  async createStream(name: string, settings: object = {}, rest: object = {}): Promise<void> {
    const ExtendedS3DestinationConfiguration = {
      RoleARN: `arn:aws:iam::${ACCOUNT}:role/firehose`,
      BucketARN: "arn:aws:s3:::lake",
      Prefix: `${name}/!{timestamp:yyyy/MM/dd/HH}/`,
      ErrorOutputPrefix: `${name}-errors/!{firehose:error-output-type}/`,
      ...settings,
    };
    const input = { DeliveryStreamName: name, ExtendedS3DestinationConfiguration, ...rest };
    await this.client.json("firehose", "Firehose_20150804.CreateDeliveryStream", input);
  }

  async put(stream: string, records: readonly string[]): Promise<void> {
    const Records = records.map((text) => ({ Data: Buffer.from(text).toString("base64") }));
    const input = { DeliveryStreamName: stream, Records };
    await this.client.json("firehose", "Firehose_20150804.PutRecordBatch", input);
  }

  async flush(stream: string): Promise<Flushed> {
    const output = JSON.parse(await runCommand(this.cloud.endpoint, "flush", JSON.stringify({ stream })));
    return output.streams[0];
  }

  /** The objects below a prefix, read whole. */
  async read(prefix: string): Promise<Buffer[]> {
    const list = await (await this.client.send("s3", "GET", `/lake?list-type=2&prefix=${prefix}`)).text();
    const keys = [...list.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = ""]) => key);
    return Promise.all(
      keys.map(async (key) => Buffer.from(await (await this.client.send("s3", "GET", `/lake/${key}`)).arrayBuffer())),
    );
  }
}

/** Settings of a destination that converts to Parquet. */
export const TO_PARQUET = {
  DataFormatConversionConfiguration: {
    Enabled: true,
    SchemaConfiguration: {
      RoleARN: `arn:aws:iam::${ACCOUNT}:role/firehose`,
      DatabaseName: "lake",
      TableName: "events",
      Region: "us-east-1",
      VersionId: "LATEST",
    },
    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: { CaseInsensitive: true } } },
    OutputFormatConfiguration: {
      Serializer: { ParquetSerDe: { Compression: "GZIP", EnableDictionaryCompression: true } },
    },
  },
};

/** Settings of a destination whose records a function transforms. */
export function transformedBy(lambdaArn: string): object {
  const Parameters = [
    { ParameterName: "LambdaArn", ParameterValue: lambdaArn },
    { ParameterName: "NumberOfRetries", ParameterValue: "1" },
  ];
  return { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] } };
}
