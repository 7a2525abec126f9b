import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Footprints } from "./bytes";

let folder: string;
let file: string;
let footprints: Footprints;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "bytes-"));
  file = path.join(folder, "a.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const rows =
    "SELECT range AS id, {'message_id': range::VARCHAR, 'subject': 'x'} AS mail, ['a'] AS tags FROM range(1000)";
  await connection.run(`COPY (${rows}) TO '${file}' (FORMAT parquet, COMPRESSION gzip)`);
  footprints = await Footprints.open();
});

afterAll(async () => {
  footprints.close();
  await rm(folder, { recursive: true });
});

const bytes = (...columns: string[]): Promise<number> => footprints.bytesRead([{ files: [file], columns }]);

it("reads a footer alone for count(*), and nearly the whole file for every column", async () => {
  const { size } = await stat(file);
  expect(await bytes()).toBeLessThan(size / 2);
  const all = await bytes("id", "mail", "tags");
  expect(all).toBeLessThan(size);
  expect(all).toBeGreaterThan(size * 0.95);
});

it("reads of a struct only the field that is asked for", async () => {
  const field = (await bytes("mail.message_id")) - (await bytes());
  expect(field).toBeGreaterThan(0);
  expect(field).toBeLessThan((await bytes("mail")) - (await bytes()));
});

it("takes a column that the file lacks for none, and names of any case", async () => {
  expect(await bytes("message")).toBe(await bytes());
  expect(await bytes("ID")).toBe(await bytes("id"));
});

it("reads a file once per reference to its table", async () => {
  const read = { files: [file], columns: ["id"] };
  expect(await footprints.bytesRead([read, read])).toBe(2 * (await bytes("id")));
});
