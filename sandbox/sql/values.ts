import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBValue,
} from "@duckdb/node-api";

/**
 * A value of a result. Integers are numbers where those are exact, else bigints; dates, times, timestamps, intervals and
 * decimals are their texts as Athena prints them; maps and rows are objects.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Value[]
  | { readonly [key: string]: Value | undefined };

/** A value as DuckDB gives it, as a {@link Value}. */
export function valueFrom(value: DuckDBValue): Value {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof DuckDBListValue) return value.items.map(valueFrom);
  if (value instanceof DuckDBMapValue) return objectOf(value.entries.map(({ key, value: item }) => [text(key), item]));
  if (value instanceof DuckDBStructValue) return objectOf(Object.entries(value.entries));
  return text(value);
}

function objectOf(entries: readonly (readonly [string, DuckDBValue])[]): Value {
  return Object.fromEntries(entries.map(([key, value]) => [key, valueFrom(value)]));
}

function text(value: DuckDBValue): string {
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros);
  if (value instanceof DuckDBTimestampTZValue) return `${timestampText(value.micros)} UTC`;
  if (value instanceof DuckDBBlobValue)
    return [...value.bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const plain = [DuckDBDateValue, DuckDBTimeValue, DuckDBDecimalValue, DuckDBIntervalValue];
  if (typeof value !== "object" || plain.some((kind) => value instanceof kind)) return String(value);
  throw new Error(`The sandbox cannot print DuckDB's ${value?.constructor.name}. Cast the column to varchar.`);
}

/** `2026-11-20 09:15:02.310`; what is below a millisecond is cut off, as timestamp(3) has none. */
function timestampText(micros: bigint): string {
  const date = new Date(Number(micros / 1000n));
  return date.toISOString().replace("T", " ").replace("Z", "");
}
