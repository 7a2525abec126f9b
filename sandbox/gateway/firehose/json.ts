/** A parsed JSON value; whole numbers that a double would round are bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Parses JSON without rounding whole numbers beyond 2^53.
 * @throws SyntaxError
 */
export function parseExactly(text: string): Json {
  const revive = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
      ? BigInt(context?.source as string)
      : value;
  return JSON.parse(text, revive);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value's JSON text, every digit of a bigint included. */
export function writeExactly(value: Json): string {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map(writeExactly).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${writeExactly(item)}`)
    .join(",")}}`;
}

/** The text without halves of surrogate pairs, which JSON can spell and UTF-8 cannot: U+FFFD stands for each. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
