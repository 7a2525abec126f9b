import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance, quotedIdentifier, quotedString } from "@duckdb/node-api";
import { EVENT_COLUMNS, type Source } from "../../modules/shared/event-lake/columns";
import { duckTypeOf } from "../../sandbox/sql/types";
import { BUFFER_SECONDS } from "./buffers";
import { type Layout, MONTH, MONTH_DAYS, monthFile } from "./month";
import { ORIGINAL_TABLES, type Table } from "./original";

/**
 * How much lands in an object. `dense`: 85,000 rows, about a full buffer of 128 MB, in the order of an account with a
 * thousand times the events. `hourly`: one object an hour, an account that has no more events than these. `buffered`:
 * what arrives within the seconds that Firehose buffers, for one day only and for the streams that are alike every day.
 */
export type Grain = "dense" | "hourly" | "buffered";

/** Days of the month that objects of a grain hold. */
export const DAYS_HELD: Readonly<Record<Grain, number>> = { dense: MONTH_DAYS, hourly: MONTH_DAYS, buffered: 1 };

const HOUR_SECONDS = 3_600;
const DAY = 86_400_000;
const DENSE_ROWS = 85_000;
/** A thousand times the events: what is this far apart, in milliseconds, lies side by side. */
const FOLDED = `arrived_at % ${(MONTH_DAYS * DAY) / 1_000}`;

const OURS: Table = Object.fromEntries(EVENT_COLUMNS.map(({ name, type }) => [name, duckTypeOf(type)]));

/** Settings of the Parquet serializer: an unset dictionary is off, https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html. */
const SERIALIZER: Readonly<Record<Layout, string>> = {
  original: "FORMAT parquet, ROW_GROUP_SIZE 1000000, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1",
  ours: "FORMAT parquet, ROW_GROUP_SIZE 1000000, COMPRESSION gzip",
};

/** The objects of a stream. */
export async function objectFiles(folder: string, layout: Layout, source: Source, grain: Grain): Promise<string[]> {
  const objects = objectFolder(folder, layout, source, grain);
  return (await readdir(objects)).map((name) => path.join(objects, name));
}

function objectFolder(folder: string, layout: Layout, source: Source, grain: Grain): string {
  return path.join(folder, `${layout}-${source}`, grain);
}

/** What a stream's file held. */
export interface Held {
  readonly rows: number;
  /** Different values of `event_key`; 0 in the original's layout, which has none. */
  readonly keys: number;
}

/** A DuckDB that keeps what does not fit into its memory in the folder. */
export async function openDatabase(folder: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(":memory:", { memory_limit: "3GB", temp_directory: path.join(folder, "duckdb") });
}

/** Writes the Parquet objects of a stream's file as Firehose would, and removes the file. */
export async function writeObjects(
  connection: DuckDBConnection,
  folder: string,
  layout: Layout,
  source: Source,
): Promise<Held> {
  const file = monthFile(folder, layout, source);
  await connection.run(`CREATE OR REPLACE TABLE arrived AS SELECT * FROM ${readJson(file, layout, source)}`);
  await rm(file);
  const held = await holds(connection, layout);
  const write = async (grain: Grain, objects: readonly string[]) => {
    const target = objectFolder(folder, layout, source, grain);
    await mkdir(target, { recursive: true });
    for (const [index, select] of objects.entries())
      await connection.run(
        `COPY (${select}) TO ${quotedString(path.join(target, `${index}.parquet`))} (${SERIALIZER[layout]})`,
      );
  };
  await write("hourly", await slices(connection, HOUR_SECONDS, MONTH_DAYS));
  if (source !== "pinpoint")
    await write("buffered", await slices(connection, BUFFER_SECONDS[layout][source], DAYS_HELD.buffered));
  await connection.run(`CREATE OR REPLACE TABLE arrived AS FROM arrived ORDER BY ${FOLDED}, arrived_at`);
  await write("dense", chunks(held.rows));
  await connection.run("DROP TABLE arrived");
  return held;
}

function readJson(file: string, layout: Layout, source: Source): string {
  const table = { arrived_at: "BIGINT", ...(layout === "ours" ? OURS : ORIGINAL_TABLES[source]) };
  const columns = Object.entries(table).map(([name, type]) => `${quotedIdentifier(name)}: ${quotedString(type)}`);
  return `read_json(${quotedString(file)}, format = 'newline_delimited', columns = {${columns.join(", ")}})`;
}

async function holds(connection: DuckDBConnection, layout: Layout): Promise<Held> {
  const keys = layout === "ours" ? "count(DISTINCT event_key)" : "0";
  const [row = []] = (await connection.runAndReadAll(`SELECT count(*), ${keys} FROM arrived`)).getRows();
  return { rows: Number(row[0]), keys: Number(row[1]) };
}

/** A SELECT for each slice of time in the month's last days that has rows. */
async function slices(connection: DuckDBConnection, seconds: number, days: number): Promise<string[]> {
  const length = seconds * 1_000;
  const found = await connection.runAndReadAll(
    `SELECT DISTINCT arrived_at // ${length} FROM arrived WHERE arrived_at >= ${MONTH.end.getTime() - days * DAY} ORDER BY 1`,
  );
  return found.getRows().map(([slice]) => {
    const begin = Number(slice) * length;
    return `SELECT * EXCLUDE (arrived_at) FROM arrived WHERE arrived_at >= ${begin} AND arrived_at < ${begin + length}`;
  });
}

/** A SELECT for each full object, and one for the rest. */
function chunks(rows: number): string[] {
  return Array.from({ length: Math.ceil(rows / DENSE_ROWS) }, (_, index) => {
    const begin = index * DENSE_ROWS;
    return `SELECT * EXCLUDE (arrived_at) FROM arrived WHERE rowid >= ${begin} AND rowid < ${begin + DENSE_ROWS}`;
  });
}
