import { unsupported } from "./unsupported";

/** Partition keys by name, each with the path of its value in the document. */
export type PartitionQuery = Readonly<Record<string, readonly string[]>>;

const KEY = /\s*(?:"([^"\\]*)"|([A-Za-z_]\w*))\s*:/y;
const STEP = /\s*(?:\.\s*(?:([A-Za-z_]\w*)|"([^"\\]*)")|\.?\["([^"\\]*)"\])/y;
const END = /\s*([,}])\s*/y;

/** Reads the simple form of a jq query, `{name: .path.to.value, other: .["a key"]}`. */
export function partitionQuery(stream: string, text: string): PartitionQuery {
  const keys: Record<string, readonly string[]> = {};
  const refusal = unsupported(stream, `the query ${text}`, "with queries such as {type: .event_type}");
  const body = text.trim();
  if (!body.startsWith("{")) throw refusal;
  let position = 1;
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(body);
    if (match) position = pattern.lastIndex;
    return match;
  };
  for (let end = ","; end === ","; ) {
    const name = read(KEY);
    const path: string[] = [];
    for (let step = read(STEP); step; step = read(STEP)) path.push(step[1] ?? step[2] ?? step[3] ?? "");
    end = read(END)?.[1] ?? "";
    if (!name || path.length === 0 || end === "") throw refusal;
    keys[name[1] ?? name[2] ?? ""] = path;
  }
  if (position !== body.length) throw refusal;
  return keys;
}

/** Values of the partition keys in a document; a key whose value is no text, number or boolean is left out. */
export function partitionKeys(query: PartitionQuery, document: unknown): Record<string, string> {
  const values = Object.entries(query).map(([name, path]) => [name, valueAt(document, path)] as const);
  return Object.fromEntries(
    values
      .filter(([, value]) => /^(string|number|boolean)$/.test(typeof value))
      .map(([key, value]) => [key, `${value}`]),
  );
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (value: unknown, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    document,
  );
}
