import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AthenaClient, type AthenaClientConfig, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import type { RunningCloud } from "../../cloud";

export const BUCKET = "lake-of-athena-test";
export const DATABASE = "events_db";
export const WORKGROUP = "lake";

/** Settings of a client that calls the cloud; without credentials it is root. */
export function clientConfig(
  { endpoint, env }: RunningCloud,
  credentials?: AthenaClientConfig["credentials"],
): { endpoint: string; region: string; credentials: NonNullable<AthenaClientConfig["credentials"]> } {
  const root = { accessKeyId: String(env["AWS_ACCESS_KEY_ID"]), secretAccessKey: "sandbox" };
  return { endpoint, region: String(env["AWS_REGION"]), credentials: credentials ?? root };
}

/** Makes a small lake with the Glue API as Terraform does, its workgroup, and a view of opens. */
export async function makeLake(cloud: RunningCloud): Promise<void> {
  const glue = new GlueClient(clientConfig(cloud));
  const s3 = new S3Client({ ...clientConfig(cloud), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
  await glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: events }));
  await glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: opens }));
  const Configuration = {
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 10_485_760,
    ResultConfiguration: { OutputLocation: `s3://${BUCKET}/results/` },
  };
  await new AthenaClient(clientConfig(cloud)).send(new CreateWorkGroupCommand({ Name: WORKGROUP, Configuration }));
}

/** Puts events as Firehose does: Parquet below their source and hour. @param select rows in DuckDB's SQL */
export async function putEvents(cloud: RunningCloud, partition: string, select: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "athena-test-"));
  const file = path.join(folder, "events.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet, COMPRESSION gzip)`);
  connection.closeSync();
  instance.closeSync();
  const s3 = new S3Client({ ...clientConfig(cloud), forcePathStyle: true });
  const Key = `events/source=${partition}/part-${Date.now()}.parquet`;
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: await readFile(file) }));
  await rm(folder, { recursive: true });
}

const events = {
  Name: "events",
  TableType: "EXTERNAL_TABLE",
  Parameters: {
    "projection.enabled": "true",
    "projection.source.type": "enum",
    "projection.source.values": "pinpoint,ses,eum",
    "projection.datehour.type": "date",
    "projection.datehour.format": "yyyy/MM/dd/HH",
    "projection.datehour.range": "2026/11/01/00,2026/11/30/23",
    "projection.datehour.interval.unit": "HOURS",
    "storage.location.template": `s3://${BUCKET}/events/source=\${source}/\${datehour}/`,
  },
  PartitionKeys: [
    { Name: "source", Type: "string" },
    { Name: "datehour", Type: "string" },
  ],
  StorageDescriptor: {
    Location: `s3://${BUCKET}/events/`,
    Columns: [
      { Name: "event_key", Type: "bigint" },
      { Name: "event_type", Type: "string" },
      { Name: "event_ms", Type: "bigint" },
      { Name: "attributes", Type: "map<string,string>" },
      { Name: "raw", Type: "string" },
    ],
    SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
  },
};

const definition = {
  originalSql:
    "SELECT event_key, CAST(from_unixtime(event_ms / 1e3) AS timestamp) AS event_timestamp,\n" +
    "  element_at(attributes, 'campaign') AS campaign, datehour\nFROM events WHERE source = 'ses' AND event_type = 'email_open'",
  catalog: "awsdatacatalog",
  schema: DATABASE,
  columns: [
    { name: "event_key", type: "bigint" },
    { name: "event_timestamp", type: "timestamp(3)" },
    { name: "campaign", type: "varchar" },
    { name: "datehour", type: "varchar" },
  ],
};

const opens = {
  Name: "opens",
  TableType: "VIRTUAL_VIEW",
  Parameters: { presto_view: "true", comment: "Presto View" },
  ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString("base64")} */`,
  ViewExpandedText: "/* Presto View */",
  StorageDescriptor: {
    Columns: definition.columns.map(({ name, type }) => ({
      Name: name,
      Type: type.startsWith("timestamp") ? "timestamp" : type.replace("varchar", "string"),
    })),
    SerdeInfo: { SerializationLibrary: "-" },
  },
};
