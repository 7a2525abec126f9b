import { SqlError } from "../../sql/errors";
import type { GlueTable } from "./catalog";

/** Partition keys with all values that a table projects, in the table's order. */
export interface ProjectedKey {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * The values that partition projection gives each partition key at a time.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectedKeys(table: GlueTable, now: Date): ProjectedKey[] {
  const { Name, PartitionKeys = [], Parameters = {} } = table;
  if (PartitionKeys.length === 0) return [];
  if (Parameters["projection.enabled"]?.toLowerCase() !== "true") {
    const text = `The sandbox reads partitions by projection only; the table '${Name}' lacks projection.enabled = true.`;
    throw new SqlError("NOT_SUPPORTED", text);
  }
  return PartitionKeys.map((key) => {
    const name = key.Name.toLowerCase();
    const setting = (rest: string): string | undefined => Parameters[`projection.${name}.${rest}`];
    return { name, values: valuesOf(name, setting, now) };
  });
}

/** The location of one partition, with a slash at the end. */
export function partitionLocation(table: GlueTable, keys: readonly ProjectedKey[], values: readonly string[]): string {
  const names = keys.map(({ name }) => name);
  const standard = `${table.StorageDescriptor?.Location?.replace(/\/?$/, "/") ?? ""}${names.map((name) => `${name}=\${${name}}/`).join("")}`;
  const template = table.Parameters?.["storage.location.template"] ?? standard;
  return template
    .replace(/\$\{(\w+)\}/g, (_, name) => values[names.indexOf(name.toLowerCase())] ?? "")
    .replace(/\/?$/, "/");
}

type Setting = (rest: string) => string | undefined;

function valuesOf(name: string, setting: Setting, now: Date): string[] {
  const type = setting("type")?.toLowerCase();
  if (type === "enum") return (setting("values") ?? "").split(",").map((value) => value.trim());
  if (type === "integer") return integers(setting);
  if (type === "date") return dates(setting, now);
  const text = `The sandbox projects enum, integer and date; projection.${name}.type is ${type ?? "not set"}.`;
  throw new SqlError("INVALID_TABLE_PROPERTY", text);
}

function integers(setting: Setting): string[] {
  const [from = 0, to = -1] = range(setting).map(Number);
  const step = Number(setting("interval") ?? 1);
  const digits = Number(setting("digits") ?? 0);
  const values: string[] = [];
  for (let value = from; value <= to; value += step) values.push(String(value).padStart(digits, "0"));
  return values;
}

function range(setting: Setting): string[] {
  return (setting("range") ?? "").split(",").map((bound) => bound.trim());
}

/** Letters of Java's DateTimeFormatter that the projection's formats are made of, with their places in an ISO text. */
const FIELDS = { yyyy: [0, 4], MM: [5, 7], dd: [8, 10], HH: [11, 13], mm: [14, 16], ss: [17, 19] } as const;
const LETTERS = /yyyy|MM|dd|HH|mm|ss/g;

function dates(setting: Setting, now: Date): string[] {
  const format = setting("format") ?? "";
  const [from = "", to = ""] = range(setting);
  const step = Number(setting("interval") ?? 1);
  const unit = setting("interval.unit") ?? smallestUnit(format);
  const end = bound(to, format, now);
  const values = new Set<string>();
  for (let at = bound(from, format, now); at <= end; at = plus(at, step, unit)) values.add(formatted(at, format));
  // The last step may end before the hour (or day) that the range ends in.
  values.add(formatted(end, format));
  return [...values];
}

function smallestUnit(format: string): string {
  if (format.includes("ss")) return "SECONDS";
  if (format.includes("mm")) return "MINUTES";
  return format.includes("HH") ? "HOURS" : "DAYS";
}

/** `NOW`, `NOW-13MONTHS`, `NOW+1HOURS`, or a time in the format. */
function bound(text: string, format: string, now: Date): Date {
  const [, sign, count, unit] = /^NOW(?:\s*([+-])\s*(\d+)\s*([A-Z]+))?$/i.exec(text) ?? [];
  if (sign && count && unit) return plus(now, Number(`${sign}${count}`), unit);
  if (/^NOW$/i.test(text)) return now;
  let iso = "0000-01-01T00:00:00";
  const pattern = format
    .replace(/[^\w]/g, "\\$&")
    .replace(LETTERS, (letters) => `(?<${letters}>\\d{${letters.length}})`);
  const { groups } = new RegExp(`^${pattern}$`).exec(text) ?? {};
  if (!groups)
    throw new SqlError("INVALID_TABLE_PROPERTY", `The range bound "${text}" is not of the format "${format}".`);
  for (const [letters, [start, end]] of Object.entries(FIELDS)) {
    const digits = groups[letters];
    if (digits) iso = iso.slice(0, start) + digits + iso.slice(end);
  }
  return new Date(`${iso}Z`);
}

function formatted(date: Date, format: string): string {
  const iso = date.toISOString();
  return format.replace(/'/g, "").replace(LETTERS, (letters) => iso.slice(...FIELDS[letters as keyof typeof FIELDS]));
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  SECOND: 1_000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 604_800_000,
};

function plus(date: Date, count: number, units: string): Date {
  const unit = units.toUpperCase().replace(/S$/, "");
  const step = MILLISECONDS[unit];
  if (step !== undefined) return new Date(date.getTime() + count * step);
  if (unit !== "MONTH" && unit !== "YEAR") {
    throw new SqlError("INVALID_TABLE_PROPERTY", `"${units}" is no unit of a projected date: SECONDS to YEARS are.`);
  }
  const months = unit === "YEAR" ? count * 12 : count;
  const moved = new Date(date);
  moved.setUTCMonth(date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return moved;
}
