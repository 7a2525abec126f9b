import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { escapeXml } from "../protocol";
import { AwsError, type Call, type Cloud, jsonReply, type Reply, type RequestInit } from "../service";
import type { GlueTable } from "./catalog";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";
export const NOW = new Date("2026-11-20T09:15:02.310Z");

/** Glue, S3 and the workgroups of MiniStack as far as Athena asks them. */
export class FakeCloud implements Cloud {
  readonly tables: GlueTable[] = [];
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, RequestInit>();
  readonly authorized: string[] = [];
  /** Prefixes that were listed, and keys that were fetched. */
  readonly listed: string[] = [];
  readonly fetched: string[] = [];
  workgroup: object = { Configuration: { ResultConfiguration: { OutputLocation: "s3://results/out" } } };
  denied = "";

  async request(service: string, _region: string, init: RequestInit): Promise<Reply> {
    const input = JSON.parse(service === "s3" ? "{}" : String(init.body)) as Record<string, string>;
    if (service === "glue") return this.glue(String(init.headers?.["x-amz-target"]), input);
    if (service === "s3") return this.s3(init);
    if (input["WorkGroup"] === "nowhere") return failure("InvalidRequestException");
    return jsonReply({ WorkGroup: this.workgroup });
  }

  async authorize(_call: Call, action: string, resource: string): Promise<void> {
    this.authorized.push(`${action} ${resource}`);
    if (action === this.denied)
      throw new AwsError(403, "AccessDeniedException", `not authorized to perform: ${action}`);
  }

  forward = async (): Promise<Reply> => jsonReply({});
  publishEvent = unwanted;
  assumeRole = unwanted;
  putRecords = unwanted;
  reportLoss = (what: string): never => {
    throw new Error(what);
  };

  private glue(target: string, { DatabaseName, Name }: Record<string, string>): Reply {
    if (target === "AWSGlue.GetDatabase") return Name === "lake" ? jsonReply({}) : failure("EntityNotFoundException");
    const Table = this.tables.find((table) => table.DatabaseName === DatabaseName && table.Name === Name);
    return Table ? jsonReply({ Table }) : failure("EntityNotFoundException");
  }

  private s3({ method = "GET", path: at = "", ...init }: RequestInit): Reply {
    const { pathname, searchParams } = new URL(at, "http://s3");
    const name = decodeURIComponent(pathname.slice(1));
    if (method === "PUT") {
      this.uploads.set(name, init);
      return { status: 200, body: "" };
    }
    if (searchParams.has("list-type")) return this.list(name, searchParams);
    this.fetched.push(name);
    return { status: 200, body: this.objects.get(name) ?? "" };
  }

  /** Two objects a page. */
  private list(bucket: string, query: URLSearchParams): Reply {
    const prefix = query.get("prefix") ?? "";
    const from = Number(query.get("continuation-token") ?? 0);
    if (from === 0) this.listed.push(prefix);
    const names = [...this.objects.keys()].filter((name) => name.startsWith(`${bucket}/${prefix}`));
    const contents = names.slice(from, from + 2).map((name) => {
      const key = escapeXml(name.slice(bucket.length + 1));
      return `<Contents><Key>${key}</Key><ETag>&quot;1&quot;</ETag><Size>${this.objects.get(name)?.length}</Size></Contents>`;
    });
    const next = from + 2 < names.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : "";
    return { status: 200, body: `<ListBucketResult>${contents.join("")}${next}</ListBucketResult>` };
  }
}

const unwanted = async (): Promise<never> => {
  throw new Error("Athena has no use for this.");
};

const failure = (code: string): Reply => jsonReply({ __type: code, message: "not there" }, 400);

/** A call of a root key. */
export function athenaCall(operation: string, input: object): Call {
  const body = Buffer.from(JSON.stringify(input));
  const headers = { "x-amz-target": `AmazonAthena.${operation}` };
  const common = { service: "athena", account: ACCOUNT, region: REGION, accessKeyId: ACCOUNT };
  return { ...common, method: "POST", url: "/", path: "/", query: new URLSearchParams(), headers, body };
}

/** A Parquet file. @param select its rows in DuckDB's SQL */
export async function parquet(select: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), "athena-"));
  const file = path.join(folder, "a.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const content = await readFile(file);
  await rm(folder, { recursive: true });
  return content;
}

/** The partitions of the tables: by source and hour, with projection, as the lake's module makes them. */
const partitioned = (prefix: string) => ({
  Parameters: {
    "projection.enabled": "true",
    "projection.source.type": "enum",
    "projection.source.values": "pinpoint,ses,eum",
    "projection.datehour.type": "date",
    "projection.datehour.format": "yyyy/MM/dd/HH",
    "projection.datehour.range": "NOW-13MONTHS,NOW",
    "projection.datehour.interval": "1",
    "projection.datehour.interval.unit": "HOURS",
    "storage.location.template": `s3://lake/${prefix}/source=\${source}/\${datehour}/`,
  },
  PartitionKeys: ["source", "datehour"].map((Name) => ({ Name, Type: "string" })),
});

/** The table `lake.events` with the columns given, in Parquet. */
export function eventsTable(columns: Readonly<Record<string, string>>): GlueTable {
  const SerializationLibrary = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
  const Columns = Object.entries(columns).map(([Name, Type]) => ({ Name, Type }));
  const StorageDescriptor = { Location: "s3://lake/events/", Columns, SerdeInfo: { SerializationLibrary } };
  return { DatabaseName: "lake", Name: "events", ...partitioned("events"), StorageDescriptor };
}

/** The table `lake.raw_events`: one text a line. */
export const rawEventsTable: GlueTable = {
  DatabaseName: "lake",
  Name: "raw_events",
  ...partitioned("raw"),
  StorageDescriptor: {
    Location: "s3://lake/raw/",
    Columns: [{ Name: "line", Type: "string" }],
    SerdeInfo: {
      SerializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
      Parameters: { "field.delim": "\u0001" },
    },
  },
};

/** A view of the database `lake` as `CREATE VIEW` keeps it. */
export function glueView(Name: string, originalSql: string, columns: Readonly<Record<string, string>>): GlueTable {
  const typed = Object.entries(columns).map(([name, type]) => ({ name, type }));
  const json = JSON.stringify({ originalSql, catalog: "awsdatacatalog", schema: "lake", columns: typed });
  return {
    DatabaseName: "lake",
    Name,
    Parameters: { presto_view: "true", comment: "Presto View" },
    ViewOriginalText: `/* Presto View: ${Buffer.from(json).toString("base64")} */`,
    StorageDescriptor: { Columns: typed.map(({ name }) => ({ Name: name, Type: "string" })) },
  };
}
