import { appendFileSync } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { flattenText } from "../../functions/flatten-text";
import { SOURCES } from "../../modules/shared/event-lake/columns";
import { generateMonth } from "../../sandbox/month";
import { type Layout, MONTH, monthFile } from "./month";
import { type Grain, type Held, objectFiles, openDatabase, writeObjects } from "./objects";

const LAYOUTS: readonly Layout[] = ["original", "ours"];
/** The last days. */
const events = [...generateMonth({ ...MONTH, events: 6_000, duplicateShare: 0.05 })].slice(-500);
let folder: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
const held: Record<string, Held> = {};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "objects-"));
  for (const { source, arrivedAt, text } of events) {
    const timed = (line: string) => `{"arrived_at":${arrivedAt},${line.slice(1)}\n`;
    appendFileSync(monthFile(folder, "original", source), timed(text));
    for (const row of flattenText(source, text)) appendFileSync(monthFile(folder, "ours", source), timed(row));
  }
  instance = await openDatabase(folder);
  connection = await instance.connect();
  for (const source of SOURCES)
    for (const layout of LAYOUTS) held[`${layout} ${source}`] = await writeObjects(connection, folder, layout, source);
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(folder, { recursive: true, force: true });
});

/** The one value that an expression has over the objects of a stream. */
async function value(layout: Layout, source: (typeof SOURCES)[number], grain: Grain, expression: string) {
  const files = (await objectFiles(folder, layout, source, grain)).map((file) => `'${file}'`);
  const result = await connection.runAndReadAll(`SELECT ${expression} FROM read_parquet([${files}])`);
  return Number(result.getRows()[0]?.[0]);
}

const streams = SOURCES.flatMap((source) => LAYOUTS.map((layout) => [layout, source] as const));

test.each(streams)("objects of the layout %s hold every event of %s, in every grain", async (layout, source) => {
  const delivered = events.filter((event) => event.source === source).length;
  expect(held[`${layout} ${source}`]?.rows).toBe(delivered);
  expect(await value(layout, source, "dense", "count(*)")).toBe(delivered);
  expect(await value(layout, source, "hourly", "count(*)")).toBe(delivered);
});

test.each(["ses", "eum"] as const)("objects as Firehose buffers them hold the last day of %s", async (source) => {
  const day = MONTH.end.getTime() - 86_400_000;
  const arrived = events.filter((event) => event.source === source && event.arrivedAt >= day).length;
  expect(arrived).toBeGreaterThan(0);
  for (const layout of LAYOUTS) expect(await value(layout, source, "buffered", "count(*)")).toBe(arrived);
});

test("keys tell duplicates from different events", () => {
  const keys = SOURCES.map((source) => held[`ours ${source}`]?.keys ?? 0);
  const different = new Set(events.map(({ text }) => text)).size;
  expect(keys.reduce((sum, one) => sum + one, 0)).toBe(different);
  expect(events.length).toBeGreaterThan(different);
});

test.each([
  ["pinpoint", "facets.email_channel.mail_event.mail.message_id", /"mail_event"/],
  ["pinpoint", "facets.email_channel.mail_event.bounce.bounced_recipients[1].email_address", /bounced_recipients/],
  ["ses", "mail.commonHeaders.subject", /"commonHeaders"/],
  ["ses", "delivery.smtpResponse", /"eventType":"Delivery"/],
  ["eum", "totalMessagePrice", /./],
] as const)("the original's table of %s keeps %s where the event has it", async (source, column, pattern) => {
  const having = events.filter((event) => event.source === source && pattern.test(event.text)).length;
  expect(having).toBeGreaterThan(0);
  expect(await value("original", source, "dense", `count(${column})`)).toBe(having);
});

test("the files that objects were made of are gone", async () => {
  await expect(access(monthFile(folder, "ours", "ses"))).rejects.toThrow("ENOENT");
});
