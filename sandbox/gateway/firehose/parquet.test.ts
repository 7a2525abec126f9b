import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { parseExactly } from "./json";
import { MalformedData, rowOf } from "./openx";
import { duckDbType, ParquetWriter } from "./parquet";

const COLUMNS = [
  { name: "key", type: "bigint" },
  { name: "odd 'name", type: "string" },
];
const ROWS = Array.from({ length: 1000 }, (_, index) => `{"key":${index},"odd 'name":"same"}`);

/** Asks DuckDB about a file. @param sql with `file` for its name */
async function ask(file: Buffer, sql: string): Promise<unknown[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "parquet-"));
  try {
    const target = path.join(folder, "file.parquet");
    await writeFile(target, file);
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    return (await connection.runAndReadAll(sql.replace("file", `'${target}'`))).getRowsJson();
  } finally {
    await rm(folder, { recursive: true });
  }
}

const writer = new ParquetWriter();
const encodings = "SELECT DISTINCT compression, encodings FROM parquet_metadata(file) WHERE path_in_schema <> 'key'";

describe("a Parquet file", () => {
  it("has the rows in their order", async () => {
    const file = await writer.write(ROWS, COLUMNS, { compression: "SNAPPY", hasDictionary: false });
    expect(await ask(file, 'SELECT count(*), max(key), any_value("odd \'name") FROM file')).toEqual([
      ["1000", "999", "same"],
    ]);
  });

  it.each([
    ["GZIP", true, "PLAIN_DICTIONARY"],
    ["SNAPPY", true, "PLAIN_DICTIONARY"],
    ["UNCOMPRESSED", false, "PLAIN"],
  ] as const)("is written with %s, and with a dictionary: %s", async (compression, hasDictionary, encoding) => {
    const file = await writer.write(ROWS, COLUMNS, { compression, hasDictionary });
    expect(await ask(file, encodings)).toEqual([[compression, encoding]]);
  });

  it("takes a row of a million characters", async () => {
    const row = `{"key":1,"odd 'name":"${"x".repeat(1_000_000)}"}`;
    const file = await writer.write([row], COLUMNS, { compression: "GZIP", hasDictionary: true });
    expect(await ask(file, 'SELECT length("odd \'name") FROM file')).toEqual([["1000000"]]);
  });

  it("takes 200,000 short rows", async () => {
    const rows = Array.from({ length: 200_000 }, (_, key) => `{"key":${key}}`);
    const file = await writer.write(rows, COLUMNS, { compression: "SNAPPY", hasDictionary: true });
    expect(await ask(file, "SELECT count(*), max(key) FROM file")).toEqual([["200000", "199999"]]);
  });
});

it("takes every row that a document can become", async () => {
  const types = [
    "string",
    "bigint",
    "int",
    "double",
    "boolean",
    "array<string>",
    "map<string,string>",
    "map<string,double>",
  ];
  const columns = types.map((type, index) => ({ name: `c${index}`, type }));
  const serde = { isCaseInsensitive: true, dotsToUnderscores: false, keys: {} };
  const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });
  const value = fc.oneof(fc.jsonValue(), fc.double(), text, fc.array(text), fc.dictionary(text, text));
  const pairs = fc.tuple(fc.constantFrom(...columns.map(({ name }) => name)), value);
  const rows = fc.sample(pairs, { numRuns: 2000, seed: 7 }).flatMap(([name, given]) => {
    const document = JSON.stringify({ [name]: given });
    try {
      return [rowOf(parseExactly(document) as Parameters<typeof rowOf>[0], columns, serde)];
    } catch (error) {
      if (error instanceof MalformedData) return [];
      throw error;
    }
  });
  expect(rows.length).toBeGreaterThan(500);
  const file = await writer.write(rows, columns, { compression: "SNAPPY", hasDictionary: true });
  expect(await ask(file, "SELECT count(*) FROM file")).toEqual([[String(rows.length)]]);
});

it.each([
  ["map<string,string>", "MAP(VARCHAR, VARCHAR)"],
  ["array<bigint>", "BIGINT[]"],
  ["struct<a:string>", undefined],
  ["array<struct<a:string>>", undefined],
  ["toString", undefined],
])("%s is %s in DuckDB", (type, duckDb) => {
  expect(duckDbType(type)).toBe(duckDb);
});
