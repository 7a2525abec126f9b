import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { duckTypeOf } from "./types";

/** A column with its type: Hive's in tables, Trino's in views and results. */
export interface TypedColumn {
  readonly name: string;
  readonly type: string;
}

/** A table as Glue has it; its rows come from elsewhere. */
export interface TableDefinition {
  /** @default the engine's */
  readonly database?: string;
  readonly name: string;
  /** Columns with Hive types, partition keys last. */
  readonly columns: readonly TypedColumn[];
}

/** A local file of a table. */
export interface TableFile {
  readonly path: string;
  /** Values of the partition keys, in their order. */
  readonly partition: readonly string[];
}

/** How the files of a table are written: Parquet, or text with one character between columns. */
export type FileFormat = { readonly kind: "parquet" } | { readonly kind: "text"; readonly delimiter: string };

/** DuckDB's name of a table or view. */
export function pathOf(database: string, name: string): string {
  return `${quotedIdentifier(database)}.${quotedIdentifier(name)}`;
}

/** Columns as `CREATE TABLE` has them. */
export function columnList(columns: readonly TypedColumn[]): string {
  return columns.map(({ name, type }) => `${quotedIdentifier(name)} ${duckTypeOf(type)}`).join(", ");
}

/** A SELECT of the rows that JSON texts hold, one object each. */
export function selectRows(columns: readonly TypedColumn[], rows: readonly string[]): string {
  const structure = JSON.stringify(Object.fromEntries(columns.map(({ name, type }) => [name, duckTypeOf(type)])));
  const lines = rows.map((row) => `(${quotedString(completeRow(row, columns))})`).join(", ");
  return `SELECT unnest(from_json_strict(line, ${quotedString(structure)})) FROM (VALUES ${lines}) AS lines(line)`;
}

/** The row's text with a null for each column that it lacks; numbers beyond 2^53 stay exact. */
function completeRow(row: string, columns: readonly TypedColumn[]): string {
  const keys = new Set(Object.keys(JSON.parse(row)));
  const absent = columns.filter(({ name }) => !keys.delete(name));
  const [unknown] = keys;
  if (unknown) throw new Error(`The table has no column "${unknown}"; it has ${columns.map(({ name }) => name)}.`);
  const nulls = absent.map(({ name }) => `${JSON.stringify(name)}:null`);
  if (nulls.length === 0) return row;
  const comma = absent.length < columns.length ? "," : "";
  return `${row.trimEnd().slice(0, -1)}${comma}${nulls.join()}}`;
}

/** A SELECT of the rows of files. Parquet is read by name: a column that a file lacks is null. */
export function selectFiles(
  columns: readonly TypedColumn[],
  partitionKeys: readonly TypedColumn[],
  files: readonly TableFile[],
  format: FileFormat,
): string {
  const own = columns.filter(({ name }) => !partitionKeys.some((key) => key.name === name));
  const paths = `[${files.map(({ path }) => quotedString(path)).join(", ")}]`;
  const reader = format.kind === "parquet" ? readParquet(paths, own) : readText(paths, own, format.delimiter);
  const keys = partitionKeys.map(({ name, type }, index) => {
    return `CAST(files.partition[${index + 1}] AS ${duckTypeOf(type)}) AS ${quotedIdentifier(name)}`;
  });
  const select = [...own.map(({ name }) => `rows.${quotedIdentifier(name)}`), ...keys].join(", ");
  const index = quotedString(JSON.stringify(files));
  const known = `SELECT unnest(from_json(${index}, '[{"path":"VARCHAR","partition":["VARCHAR"]}]'), recursive := true)`;
  return `SELECT ${select} FROM ${reader} AS rows JOIN (${known}) AS files ON rows.filename = files.path`;
}

function readParquet(paths: string, columns: readonly TypedColumn[]): string {
  const fields = columns.map(({ name, type }) => {
    const key = quotedString(name);
    return `${key}: {name: ${key}, type: ${quotedString(duckTypeOf(type))}, default_value: NULL}`;
  });
  return `read_parquet(${paths}, schema = MAP {${fields.join(", ")}})`;
}

/** Hive's LazySimpleSerDe: no quotes, no escapes, `\N` for null; compressed by the file's name. */
function readText(paths: string, columns: readonly TypedColumn[], delimiter: string): string {
  const types = columns.map(({ name, type }) => `${quotedString(name)}: ${quotedString(duckTypeOf(type))}`);
  const options = [
    `columns = {${types.join(", ")}}`,
    `delim = ${quotedString(delimiter)}`,
    "auto_detect = false, header = false, quote = '', escape = '', nullstr = '\\N', null_padding = true",
    `max_line_size = ${16 * 1024 * 1024}`,
    "filename = true",
  ];
  return `read_csv(${paths}, ${options.join(", ")})`;
}
