/** A JSON object whose fields may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether the value is an object of JSON, so neither a list nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; undefined, which JSON does not have, when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold addresses: whoever asked says what is wrong.
    return undefined;
  }
}
