/** What Parquet cannot hold as text: half a surrogate pair, and U+0000, which many readers take for the end. */
const UNWRITABLE = /[\0\p{Surrogate}]/u;

/** The text as a column may hold it: without U+0000, and with U+FFFD for half a surrogate pair. */
export function writable(text: string): string {
  if (!UNWRITABLE.test(text)) return text;
  return text.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/** The value if it is text and not empty, as a column may hold it. */
export function nonEmptyText(value: unknown): string | undefined {
  return (typeof value === "string" && writable(value)) || undefined;
}

/** A text, number or boolean as text; undefined for anything else. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return writable(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** Any value as text, objects and lists as JSON; undefined for null. */
export function anyText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return scalarText(value) ?? JSON.stringify(value);
}

/** Any value as text, the entries of a list joined by comma; undefined for null and for an empty list. */
export function joinedText(value: unknown): string | undefined {
  if (!Array.isArray(value)) return anyText(value);
  const entries = value.map(anyText).filter((text) => text !== undefined);
  return entries.length > 0 ? entries.join(",") : undefined;
}

/** The texts of a list; a single value counts as a list of one, and what is no text, number or boolean is left out. */
export function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map(scalarText).filter((text) => text !== undefined);
}

/** A finite number, given as one or as text. */
export function finiteNumber(value: unknown): number | undefined {
  const isNumeric =
    typeof value === "number" || (typeof value === "string" && /^\s*[+-]?[\d.]+(e[+-]?\d+)?\s*$/i.test(value));
  const number = isNumeric ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** A whole number that JSON and JavaScript hold exactly, rounded from `value` × `factor`. */
export function wholeNumber(value: unknown, factor = 1): number | undefined {
  const rounded = Math.round((finiteNumber(value) ?? Number.NaN) * factor);
  // Not -0, which JSON has and bigint has not.
  return Number.isSafeInteger(rounded) ? rounded + 0 : undefined;
}

/** A whole number that 32 bits hold; others are no rounding away from one, so undefined. */
export function integer(value: unknown): number | undefined {
  const number = finiteNumber(value);
  return number !== undefined && Math.trunc(number) === number && Math.abs(number) < 2 ** 31 ? number + 0 : undefined;
}

const ISO_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A time in epoch milliseconds, given as such (number or text) or as ISO 8601 text; without a zone it is UTC. Undefined
 * when it is neither.
 */
export function milliseconds(value: unknown): number | undefined {
  const [, local, zone = "Z"] = (typeof value === "string" && ISO_TIME.exec(value.trim())) || [];
  if (local === undefined) return wholeNumber(value);
  // `+0000` is ISO 8601, but not what the language's own parser must take.
  return wholeNumber(Date.parse(local + zone.replace(/(\d{2}):?(\d{2})$/, "$1:$2")));
}

/** A boolean, given as one or as text in any case. */
export function flag(value: unknown): boolean | undefined {
  const text = scalarText(value)?.toLowerCase();
  return text === "true" || text === "false" ? text === "true" : undefined;
}
