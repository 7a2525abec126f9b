/** A place where a text is not Trino SQL. */
export interface GrammarError {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

/** Why Athena refuses or fails a query: its error name and its text. */
export class SqlError extends Error {
  constructor(
    /** Trino's name, e.g. `TABLE_NOT_FOUND`; https://trino.io/docs/current/client/client-protocol.html */
    readonly code: string,
    /** The message without the name. */
    readonly text: string,
  ) {
    super(`${code}: ${text}`);
    this.name = "SqlError";
  }
}

/** A grammar error or a finding of the lint as the reason of a failed query. */
export function refusal(code: string, { line, column, message }: GrammarError): SqlError {
  return new SqlError(code, `line ${line}:${column}: ${message}`);
}

/** DuckDB's words for what Trino has names for; the first group is what was asked for. */
const KNOWN: readonly (readonly [RegExp, string, (name: string) => string])[] = [
  [/Table with name (\S+) does not exist/, "TABLE_NOT_FOUND", (name) => `Table '${name}' does not exist`],
  [
    /Referenced column "([^"]+)" (?:was )?not found/,
    "COLUMN_NOT_FOUND",
    (name) => `Column '${name}' cannot be resolved`,
  ],
  [/does not have a column named "([^"]+)"/, "COLUMN_NOT_FOUND", (name) => `Column '${name}' cannot be resolved`],
  [/Function with name (\S+) does not exist/, "FUNCTION_NOT_FOUND", (name) => `Function '${name}' not registered`],
  [/Division by zero/, "DIVISION_BY_ZERO", () => "Division by zero; divide by NULLIF(x, 0)"],
  [/^Conversion Error: (.*)/, "INVALID_CAST_ARGUMENT", (text) => text],
  [/^Binder Error: (.*)/, "TYPE_MISMATCH", (text) => text],
  [/^Parser Error: (.*)/, "NOT_SUPPORTED", (text) => `The sandbox cannot run what became of this query: ${text}`],
];

/** What DuckDB raised, in Trino's words where it has some; `sql` is the query as the user wrote it. */
export function failureOf(error: unknown, sql: string): SqlError {
  const text = (error as Error).message;
  for (const [pattern, code, say] of KNOWN) {
    const found = pattern.exec(text);
    if (found) return new SqlError(code, `${placeOf(found[1], sql)}${say(found[1] ?? "")}`);
  }
  return new SqlError("GENERIC_USER_ERROR", text);
}

/** `line 1:8: ` where the name stands in the query, empty when it stands in a view. */
function placeOf(name: string | undefined, sql: string): string {
  if (name === undefined) return "";
  const at = sql.toLowerCase().search(new RegExp(`\\b${name.toLowerCase().replace(/\W/g, "\\$&")}\\b`));
  const before = sql.slice(0, Math.max(at, 0)).split("\n");
  return at < 0 ? "" : `line ${before.length}:${(before.at(-1) ?? "").length + 1}: `;
}
