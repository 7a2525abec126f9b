import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "fflate";
import type { QueryResult } from "../../sql/engine";
import { athenaCall, eventsTable, FakeCloud, glueView, NOW, parquet, rawEventsTable } from "./fake-cloud";
import { ObjectCache } from "./objects";
import { QueryRunner } from "./query";

// The first query loads grammar and translator, which takes seconds on a busy machine.
jest.setTimeout(30_000);

const COLUMNS = { id: "bigint", kind: "string", attributes: "map<string,string>", added: "string" };

let folder: string;
let small: Buffer;
let cloud: FakeCloud;
let runner: QueryRunner;
let bytes: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "athena-query-"));
  small = await parquet("SELECT 7::BIGINT AS id, 'open' AS kind, MAP {'tenant': 't-1'} AS attributes");
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  cloud = new FakeCloud();
  cloud.tables.push(eventsTable(COLUMNS), rawEventsTable);
  for (const hour of ["ses/2026/11/20/09", "ses/2026/11/19/09", "eum/2026/11/20/09", "ses/2020/01/01/00"]) {
    cloud.objects.set(`lake/events/source=${hour}/a&b.parquet`, small);
  }
  runner = new QueryRunner(cloud, new ObjectCache(cloud, await mkdtemp(path.join(folder, "cache-"))));
});

async function run(sql: string, cutoff?: number): Promise<QueryResult> {
  const call = athenaCall("StartQueryExecution", {});
  const onPlanned = (planned: number): void => {
    bytes = planned;
  };
  const signal = new AbortController().signal;
  return runner.run({ call, sql, database: "lake", cutoff, now: NOW, signal, onPlanned });
}

const first = async (sql: string): Promise<unknown> => (await run(sql)).rows[0]?.[0];

it("answers from the objects of the partitions that the table projects", async () => {
  const { columns, rows } = await run(
    "SELECT id, element_at(attributes, 'tenant') AS t, added, source, datehour FROM events ORDER BY 4, 5",
  );
  expect(columns.map(({ type }) => type)).toEqual(["bigint", "varchar", "varchar", "varchar", "varchar"]);
  // The hour of 2020 is outside of the projected range; the column that was added later is null in the old file.
  expect(rows).toEqual([
    [7, "t-1", null, "eum", "2026/11/20/09"],
    [7, "t-1", null, "ses", "2026/11/19/09"],
    [7, "t-1", null, "ses", "2026/11/20/09"],
  ]);
});

it.each([
  ["source = 'eum'", ["eum/2026/11/20/09"]],
  ["source IN ('ses', 'pinpoint') AND datehour BETWEEN '2026/11/19/00' AND '2026/11/19/23'", ["ses/2026/11/19/09"]],
  [
    "datehour >= date_format(current_timestamp - interval '1' hour, '%Y/%m/%d/%H')",
    ["eum/2026/11/20/09", "ses/2026/11/20/09"],
  ],
  ["source = 'pinpoint'", []],
  ["source = 'ses' AND kind = 'open' AND substr(datehour, 9, 2) = '19'", ["ses/2026/11/19/09"]],
  ["source = 'eum' OR kind = 'open'", ["eum/2026/11/20/09", "ses/2026/11/19/09", "ses/2026/11/20/09"]],
])("WHERE %s reads only the partitions that fit", async (where, partitions) => {
  expect(await first(`SELECT count(*) FROM events WHERE ${where}`)).toBe(partitions.length);
  expect(cloud.fetched.sort()).toEqual(partitions.map((each) => `lake/events/source=${each}/a&b.parquet`));
});

it("does not take the first partition of a group for that of a row", async () => {
  const grouped = "SELECT kind, min(datehour) AS first_hour FROM events WHERE source = 'ses' GROUP BY kind";
  expect((await run(`SELECT first_hour FROM (${grouped}) AS g WHERE kind = 'open'`)).rows).toEqual([["2026/11/19/09"]]);
});

it("lists no more than what the partitions have in common", async () => {
  await run("SELECT id FROM events WHERE source = 'ses' AND datehour LIKE '2026/11/2%'");
  expect(cloud.listed).toEqual(["events/source=ses/2026/11/20/0"]);
});

const view = glueView(
  "opens",
  "SELECT id, TRY(date_parse(datehour, '%Y/%m/%d/%H')) AS ingest_timestamp FROM events WHERE source = 'ses'",
  { id: "bigint", ingest_timestamp: "timestamp(3)" },
);

it("prunes by a column of a view that follows from partition keys alone", async () => {
  cloud.tables.push(view);
  const sql = "SELECT count(*) FROM opens WHERE ingest_timestamp > current_timestamp - interval '5' hour";
  expect(await first(sql)).toBe(1);
  expect(cloud.fetched).toEqual(["lake/events/source=ses/2026/11/20/09/a&b.parquet"]);
});

it("does not take another expression of the same name for the partition key", async () => {
  cloud.tables.push(
    glueView("upper_case", "SELECT id, upper(source) AS source FROM events", { id: "bigint", source: "varchar" }),
  );
  expect(await first("SELECT count(*) FROM upper_case WHERE source = 'SES'")).toBe(2);
});

it("reads views on views, each in its own database, and fetches an object once", async () => {
  cloud.tables.push(view, glueView("latest", "SELECT max(id) AS id FROM opens", { id: "bigint" }));
  expect(await first('SELECT a.id FROM "AwsDataCatalog"."lake"."latest" AS a JOIN opens AS b ON a.id = b.id')).toBe(7);
  await run("SELECT id FROM latest");
  expect(cloud.fetched).toHaveLength(2);
});

it.each([
  [
    "whose columns are not what it yields",
    glueView("v", "SELECT id FROM events", { id: "varchar" }),
    /INVALID_VIEW: .*is stale/,
  ],
  [
    "that reads itself",
    glueView("v", "SELECT id FROM v", { id: "bigint" }),
    /INVALID_VIEW: View 'lake.v' is recursive/,
  ],
  ["without its text", { ...view, Name: "v", ViewOriginalText: "SELECT 1" }, /INVALID_VIEW: .*Presto View/],
  [
    "of a table that is gone",
    glueView("v", "SELECT id FROM gone", { id: "bigint" }),
    /TABLE_NOT_FOUND: .*awsdatacatalog.lake.gone/,
  ],
])("fails over a view %s", async (_, broken, reason) => {
  cloud.tables.push(broken);
  await expect(run("SELECT * FROM v")).rejects.toThrow(reason);
});

it("reads text of one column, compressed or not, and counts whole objects", async () => {
  const gzipped = Buffer.from(gzipSync(Buffer.from('{"a":"x,\\"y\\""}\n{"a":2}\n')));
  cloud.objects.set("lake/raw/source=ses/2026/11/20/09/a.gz", gzipped);
  cloud.objects.set("lake/raw/source=ses/2026/11/20/09/_hidden", Buffer.from("not read"));
  const { rows } = await run(
    "SELECT json_extract_scalar(line, '$.a') AS a FROM raw_events WHERE source = 'ses' ORDER BY 1",
  );
  expect(rows).toEqual([["2"], ['x,"y"']]);
  expect(bytes).toBe(gzipped.length);
});

it("refuses before it runs what reads more than the limit, with both figures", async () => {
  await run("SELECT id FROM events");
  const limit = bytes - 1;
  await expect(run("SELECT id FROM events", limit)).rejects.toThrow(
    `Bytes scanned limit was exceeded: the query reads ${bytes} bytes, the workgroup's limit is ${limit}`,
  );
  await expect(run("SELECT id FROM events", bytes)).resolves.toBeDefined();
});

it("counts the bytes of a table once per reference", async () => {
  await run("SELECT id FROM events");
  const once = bytes;
  await run("SELECT id FROM events UNION ALL SELECT id FROM events");
  expect(bytes).toBe(2 * once);
});

it.each([
  ["SELECT * FROM nowhere.events", /^SCHEMA_NOT_FOUND: line 1:15: Schema 'nowhere' does not exist/],
  ["SELECT *\nFROM nothing", /^TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.lake.nothing' does not exist/],
  ["SELECT nothing FROM events", /^COLUMN_NOT_FOUND: line 1:8: /],
  ["SELECT FROM events", /^SYNTAX_ERROR: line 1:8: /],
  ["SELECT attributes['a'] FROM events", /^NOT_SUPPORTED: line 1:8: A subscript/],
  ["-- comment\n/* more */ CREATE VIEW v AS SELECT 1", /^NOT_SUPPORTED: CREATE is not in the sandbox/],
  ["MSCK REPAIR TABLE events", /^NOT_SUPPORTED: MSCK is not in the sandbox/],
  ["UNLOAD (SELECT 1) TO 's3://x/' WITH (format = 'PARQUET')", /^NOT_SUPPORTED: UNLOAD is not/],
])("%s fails with the reason", async (sql, reason) => {
  await expect(run(sql)).rejects.toThrow(reason);
});

it("asks for its caller's rights to the catalog, the table's objects and no more", async () => {
  await run("SELECT id FROM events WHERE source = 'ses'");
  expect([...new Set(cloud.authorized)]).toEqual([
    "glue:GetDatabase arn:aws:glue:us-east-1:123456789012:catalog",
    "glue:GetDatabase arn:aws:glue:us-east-1:123456789012:database/lake",
    "glue:GetTable arn:aws:glue:us-east-1:123456789012:catalog",
    "glue:GetTable arn:aws:glue:us-east-1:123456789012:database/lake",
    "glue:GetTable arn:aws:glue:us-east-1:123456789012:table/lake/events",
    "s3:ListBucket arn:aws:s3:::lake",
    "s3:GetObject arn:aws:s3:::lake/events/source=ses/2026/11/20/09/a&b.parquet",
  ]);
});
