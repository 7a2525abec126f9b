import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { runCommand } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { FIRST_START_MS } from "./client";
import { Lake, TO_PARQUET, transformedBy } from "./lake";

/** Marks what it saw; drops, fails and breaks what asks for it. */
const TRANSFORM = `exports.handler = async ({ records }) => ({ records: records.map(({ recordId, data }) => {
  const text = Buffer.from(data, "base64").toString();
  if (text === "drop") return { recordId, result: "Dropped", data };
  if (text === "fail") return { recordId, result: "ProcessingFailed", data };
  return { recordId, result: "Ok", data: Buffer.from(text.replace("seen", "transformed")).toString("base64") };
}) });`;

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:transform";
const RIGHTS = {
  "s3:PutObject": "arn:aws:s3:::lake/*",
  "lambda:InvokeFunction": `${FUNCTION}:$LATEST`,
  "glue:GetTable": "*",
};

let cloud: RunningCloud;
let lake: Lake;

beforeAll(async () => {
  cloud = await startCloud();
  lake = new Lake(cloud);
  await lake.create();
  await lake.allow("firehose", RIGHTS);
  await lake.client.createFunction("transform", TRANSFORM);
  await lake.createStream("events", {
    ...TO_PARQUET,
    ...transformedBy(`${FUNCTION}:$LATEST`),
    S3BackupMode: "Enabled",
    S3BackupConfiguration: {
      RoleARN: "arn:aws:iam::123456789012:role/firehose",
      BucketARN: "arn:aws:s3:::lake",
      Prefix: "raw/!{timestamp:yyyy}/",
      CompressionFormat: "GZIP",
    },
  });
}, FIRST_START_MS);

afterAll(() => cloud.stop());

/** Rows of Parquet files, numbers as text. */
async function rowsOf(files: readonly Buffer[]): Promise<unknown[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "rows-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    await Promise.all(files.map((file, index) => writeFile(path.join(folder, `${index}.parquet`), file)));
    const reader = await connection.runAndReadAll(`FROM '${folder}/*.parquet'`);
    return reader.getRowObjectsJson();
  } finally {
    await rm(folder, { recursive: true });
  }
}

it("what is put is what the table's Parquet has", async () => {
  const record = {
    ID: 1,
    Name: "seen",
    score: 1.5,
    parts: 2,
    is_final: true,
    tags: ["a", "b"],
    attributes: { "Some Key": "v" },
    unknown: "dropped",
  };
  const exact = '{"id": 9223372036854775807, "name": "beyond 2^53"}';
  await lake.put("events", [
    JSON.stringify(record),
    `${exact}{"id": -2}`,
    "drop",
    "fail",
    "no JSON",
    '{"score": "n/a"}',
  ]);
  const flushed = await lake.flush("events");
  expect(flushed).toMatchObject({ stream: "events", records: 6, dropped: 1, failed: 3, lost: 0 });
  const absent = { name: null, score: null, parts: null, is_final: null, tags: null, attributes: null };
  const { ID, Name: _, unknown: __, ...same } = record;
  expect(await rowsOf(await lake.read("events/"))).toEqual([
    { ...same, id: String(ID), name: "transformed", attributes: [{ key: "some key", value: "v" }] },
    { ...absent, id: "9223372036854775807", name: "beyond 2^53" },
    { ...absent, id: "-2" },
  ]);
});

it("what does not fit is below the error prefix, untouched", async () => {
  const [[processing], [conversion]] = await Promise.all([
    lake.read("events-errors/processing-failed/"),
    lake.read("events-errors/format-conversion-failed/"),
  ]);
  const lines = (file: Buffer | undefined) =>
    String(file)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const raw = ({ rawData }: { rawData: string }) => Buffer.from(rawData, "base64").toString();
  expect(lines(processing).map(raw)).toEqual(["fail"]);
  expect(lines(processing)[0]).toMatchObject({ attemptsMade: 1, errorCode: "Lambda.ProcessingFailedStatus" });
  expect(lines(conversion).map(raw)).toEqual(["no JSON", '{"score": "n/a"}']);
});

it("and every source record is in the backup", async () => {
  const [file] = await lake.read("raw/");
  expect(gunzipSync(file as Buffer).toString()).toMatch(
    /^\{"ID":1,.*\}\{"id": -2\}dropfailno JSON\{"score": "n\/a"\}$/,
  );
  expect(await cloud.lostDeliveries()).toEqual([]);
});

it("records of different hours are in different objects", async () => {
  await lake.createStream("hours");
  const put = (arrivedAt: string, records: string[]) =>
    runCommand(cloud.endpoint, "put-records-at", JSON.stringify({ stream: "hours", arrivedAt, records }));
  await put("2026-11-01T12:59:59Z", ["late\n"]);
  await put("2026-11-01T11:00:00Z", ["early\n", "early too\n"]);
  const { objects } = await lake.flush("hours");
  expect(objects.map(({ key, records }) => [key.slice(0, 47), records])).toEqual([
    ["hours/2026/11/01/11/hours-1-2026-11-01-11-00-00", 2],
    ["hours/2026/11/01/12/hours-1-2026-11-01-12-59-59", 1],
  ]);
});

it("a record of 1,000 KiB is delivered, and so are the ones around it", async () => {
  const name = "x".repeat(1000 * 1024 - '{"id": 2, "name": ""}'.length);
  await lake.put("events", ['{"id": 1}', `{"id": 2, "name": "${name}"}`, '{"id": 3}']);
  const { objects, ...counts } = await lake.flush("events");
  expect(counts).toMatchObject({ records: 3, failed: 0, lost: 0 });
  const { key = "" } = objects.find((object) => object.key.startsWith("events/")) ?? {};
  const rows = (await rowsOf(await lake.read(key))) as { id: string; name: string | null }[];
  expect(rows.map((row) => [row.id, row.name?.length ?? 0])).toEqual([
    ["1", 0],
    ["2", name.length],
    ["3", 0],
  ]);
});

it.each([
  ["s3:PutObject", 0, /s3:\/\/lake\/events\/.*S3\.AccessDenied/],
  ["glue:GetTable", 1, /DataFormatConversion\.AccessDenied/],
  ["lambda:InvokeFunction", 1, /Lambda\.InvokeAccessDenied/],
])("a role without %s delivers nothing, and the log says so", async (action, failed, text) => {
  const { [action as keyof typeof RIGHTS]: _, ...left } = RIGHTS;
  await lake.allow("firehose", left);
  const [before, losses] = [await lake.read("events/"), (await cloud.lostDeliveries()).length];
  await lake.put("events", ['{"id": 3}']);
  const flushed = await lake.flush("events");
  await lake.allow("firehose", RIGHTS);
  expect(flushed.failed).toBe(failed);
  expect(await lake.read("events/")).toEqual(before);
  const reported = (await cloud.lostDeliveries()).slice(losses);
  expect(reported).toContainEqual(expect.stringMatching(text));
});

it("a role that does not admit Firehose with the account as external id is not taken on", async () => {
  await lake.client.createRole("other", "firehose.amazonaws.com", {
    StringEquals: { "sts:ExternalId": "999999999999" },
  });
  await lake.allow("other", RIGHTS);
  await lake.createStream("refused", { RoleARN: "arn:aws:iam::123456789012:role/other" });
  await lake.put("refused", ["x"]);
  expect(await lake.flush("refused")).toMatchObject({ records: 1, lost: 1, objects: [] });
  expect(await cloud.lostDeliveries()).toContainEqual(expect.stringMatching("S3.AssumeRoleAccessDenied"));
});

it("20,000 records are delivered within a minute", async () => {
  const records = Array.from({ length: 20_000 }, (_, id) =>
    JSON.stringify({ id, name: "seen".repeat(200), attributes: { n: id } }),
  );
  for (let start = 0; start < records.length; start += 500) await lake.put("events", records.slice(start, start + 500));
  const flushed = await lake.flush("events");
  expect(flushed).toMatchObject({ records: 20_000, failed: 0, lost: 0 });
}, 60_000);
