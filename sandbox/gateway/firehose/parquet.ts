import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { ParquetSerializer } from "./conversion-settings";
import type { GlueColumn } from "./openx";

const TYPES: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  bigint: "BIGINT",
  int: "INTEGER",
  smallint: "SMALLINT",
  tinyint: "TINYINT",
  double: "DOUBLE",
  float: "FLOAT",
  boolean: "BOOLEAN",
};

/** DuckDB's name of a Hive type; undefined for a type that the sandbox's Firehose does not write. */
export function duckDbType(type: string): string | undefined {
  const [, element] = /^array<(.+)>$/.exec(type) ?? [];
  const [, value] = /^map<string,\s*(.+)>$/.exec(type) ?? [];
  const inner = duckDbScalar(element ?? value ?? type);
  if (inner === undefined) return undefined;
  if (element !== undefined) return `${inner}[]`;
  return value === undefined ? inner : `MAP(VARCHAR, ${inner})`;
}

function duckDbScalar(type: string): string | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

/** Writes Parquet files, https://duckdb.org/docs/stable/data/parquet/overview. */
export class ParquetWriter {
  private database: Promise<DuckDBInstance> | undefined;

  /** @param rows JSON objects of exactly these columns. @returns the file */
  async write(rows: readonly string[], columns: readonly GlueColumn[], serializer: ParquetSerializer): Promise<Buffer> {
    this.database ??= DuckDBInstance.create(":memory:", { threads: "1" });
    const connection = await (await this.database).connect();
    const folder = await mkdtemp(path.join(tmpdir(), "firehose-"));
    try {
      const [source, target] = [path.join(folder, "rows.json"), path.join(folder, "rows.parquet")];
      await writeFile(source, rows.join("\n"));
      const types = columns.map(({ name, type }) => `${quoted(name)}: ${quoted(duckDbType(type) ?? "")}`).join(", ");
      const codec = serializer.compression.toLowerCase();
      // Without a dictionary every value stands for itself: DuckDB makes one unless it may hold nothing.
      const dictionary = serializer.hasDictionary ? "" : ", DICTIONARY_SIZE_LIMIT 0";
      const size = rows.reduce((most, row) => Math.max(most, Buffer.byteLength(row)), 0) + 2;
      await connection.run(
        `COPY (FROM read_json(${quoted(source)}, format = 'newline_delimited', columns = {${types}}, ` +
          `maximum_object_size = ${Math.max(size, 2 ** 24)})) ` +
          `TO ${quoted(target)} (FORMAT parquet, COMPRESSION ${codec}${dictionary})`,
      );
      return await readFile(target);
    } finally {
      connection.closeSync();
      await rm(folder, { recursive: true });
    }
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
