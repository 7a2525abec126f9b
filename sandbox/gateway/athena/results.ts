import { stringify } from "csv-stringify/sync";
import type { QueryResult } from "../../sql/engine";
import type { TypedColumn } from "../../sql/tables";
import type { Value } from "../../sql/values";

/** One row of GetQueryResults; a NULL is an empty object. */
export interface ResultRow {
  readonly Data: readonly { readonly VarCharValue?: string }[];
}

/** The rows as GetQueryResults gives them: first the names of the columns. */
export function resultRows({ columns, rows }: QueryResult): ResultRow[] {
  const names = { Data: columns.map(({ name }) => ({ VarCharValue: name })) };
  return [names, ...rows.map((row) => ({ Data: row.map((value, index) => datum(value, columns[index]?.type)) }))];
}

function datum(value: Value, type: string | undefined): { VarCharValue?: string } {
  return value === null ? {} : { VarCharValue: printed(value, type) };
}

/** The file of results: every value quoted, a NULL is nothing between its commas. */
export function resultCsv({ columns, rows }: QueryResult): string {
  const names = columns.map(({ name }) => name);
  const texts = rows.map((row) =>
    row.map((value, index) => (value === null ? null : printed(value, columns[index]?.type))),
  );
  return stringify([names, ...texts], { quoted_string: true });
}

/** A value as Athena prints it: `[a, b]` for arrays, `{k=v}` for maps and rows, Java's form for doubles. */
function printed(value: Value, type = ""): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `[${value.map((item) => printed(item, elementOf(type))).join(", ")}]`;
  if (typeof value === "object") {
    const inner = /^map\(.*, (double|real)\)$/.exec(type)?.[1];
    const entries = Object.entries(value).map(([key, item = null]) => `${key}=${printed(item, inner)}`);
    return `{${entries.join(", ")}}`;
  }
  return typeof value === "number" && (type === "double" || type === "real") ? javaDouble(value) : String(value);
}

const elementOf = (type: string): string => /^array\((.*)\)$/s.exec(type)?.[1] ?? "";

/** `1.0`, `1.0E7`, `1.0E-4`: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double) */
function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0) return Object.is(value, -0) ? "-0.0" : size === 0 ? "0.0" : String(value);
  const point = (text: string): string => (text.includes(".") ? text : `${text}.0`);
  if (size >= 1e-3 && size < 1e7) return point(String(value));
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${point(mantissa)}E${exponent.replace("+", "")}`;
}

/** Precision and scale of the simple types, as Athena gives them. */
const SIZES: Readonly<Record<string, readonly [precision: number, scale: number]>> = {
  varchar: [2147483647, 0],
  bigint: [19, 0],
  integer: [10, 0],
  smallint: [5, 0],
  tinyint: [3, 0],
  double: [17, 0],
  timestamp: [3, 0],
};

/** A column's ResultSetMetadata, https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html */
export function columnInfo({ name, type }: TypedColumn): object {
  const base = type.replace(/\(\d+\)/, "").replace(/\(.*/s, "");
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  const [Precision, Scale] = precision ? [Number(precision), Number(scale)] : (SIZES[base] ?? [0, 0]);
  const names = { CatalogName: "hive", SchemaName: "", TableName: "", Name: name, Label: name };
  return { ...names, Type: base, Precision, Scale, Nullable: "UNKNOWN", CaseSensitive: base === "varchar" };
}
