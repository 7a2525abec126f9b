import type { OpenX } from "./conversion-settings";
import { isObject, type Json, wellFormed, writeExactly } from "./json";

/** A column of a Glue table. */
export interface GlueColumn {
  readonly name: string;
  /** Hive's type, e.g. `map<string,string>`. */
  readonly type: string;
}

/** A value that does not fit its column. */
export class MalformedData extends Error {}

/**
 * The document as a row of the table, in JSON text: columns in the table's order, a missing one null, keys without a
 * column dropped, every value of its column's type. Case-insensitive, the SerDe reads all keys in lower case, those of
 * maps, too. https://github.com/rcongiu/Hive-JSON-Serde
 * @throws MalformedData
 */
export function rowOf(
  document: { readonly [key: string]: Json },
  columns: readonly GlueColumn[],
  serde: OpenX,
): string {
  const values = new Map(Object.entries(document).map(([key, value]) => [spelled(key, serde), value]));
  const fields = columns.map(({ name, type }) => {
    const value = values.get(spelled(serde.keys[name] ?? name, serde)) ?? null;
    return `${JSON.stringify(name)}:${shaped(value, type, name, serde)}`;
  });
  return `{${fields.join(",")}}`;
}

function spelled(key: string, { isCaseInsensitive, dotsToUnderscores }: OpenX): string {
  const name = wellFormed(dotsToUnderscores ? key.replaceAll(".", "_") : key);
  return isCaseInsensitive ? name.toLowerCase() : name;
}

/** JSON text of the value as the column's type. */
function shaped(value: Json, type: string, column: string, serde: OpenX): string {
  if (value === null) return "null";
  const [, element] = /^array<(.+)>$/.exec(type) ?? [];
  if (element !== undefined) {
    // A single value becomes a list of one.
    const items = Array.isArray(value) ? value : [value];
    return `[${items.map((item: Json) => shaped(item, element, column, serde)).join(",")}]`;
  }
  const [, of] = /^map<string,\s*(.+)>$/.exec(type) ?? [];
  if (of !== undefined) {
    if (!isObject(value)) throw misfit(value, type, column);
    const entries = new Map(Object.entries(value).map(([key, item]) => [spelled(key, serde), item]));
    return `{${[...entries].map(([key, item]) => `${JSON.stringify(key)}:${shaped(item, of, column, serde)}`).join(",")}}`;
  }
  const text = scalar(value, type);
  if (text === undefined) throw misfit(value, type, column);
  return text;
}

const INTEGER_BITS: Readonly<Record<string, bigint>> = { bigint: 64n, int: 32n, smallint: 16n, tinyint: 8n };

/** JSON text of a scalar; undefined when the value does not fit. */
function scalar(value: Json, type: string): string | undefined {
  if (type === "string") return JSON.stringify(wellFormed(typeof value === "string" ? value : writeExactly(value)));
  if (type === "boolean") return /^(true|false)$/i.test(String(value)) ? String(value).toLowerCase() : undefined;
  if (typeof value === "object" || typeof value === "boolean") return undefined;
  const text = String(value).trim();
  const bits = INTEGER_BITS[type];
  if (bits === undefined)
    return /^[-+.\deE]+$/.test(text) && Number.isFinite(Number(text)) ? String(Number(text)) : undefined;
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const whole = BigInt(text.replace("+", ""));
  return BigInt.asIntN(Number(bits), whole) === whole ? whole.toString() : undefined;
}

function misfit(value: Json, type: string, column: string): MalformedData {
  const shown = writeExactly(value).slice(0, 100);
  return new MalformedData(`Data does not match the schema: ${shown} is no ${type} (column ${column}).`);
}
