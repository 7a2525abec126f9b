import { Dialect, init, transpile } from "@polyglot-sql/sdk";
import { edited } from "./edits";
import { SqlError } from "./errors";
import { parse } from "./grammar";
import { rewrites } from "./rewrites";
import { qualifiedTables } from "./table-references";

/** Makes {@link translate} ready: loads polyglot's WebAssembly, once. */
export const translatorReady: () => Promise<void> = init;

/**
 * DuckDB's text for a query of Trino's grammar; {@link translatorReady} comes first.
 * Table names get their database; functions that differ are called by the names of macros; polyglot does the rest.
 */
export function translate(sql: string, database: string): string {
  const tree = parse(sql);
  const prepared = edited(sql, [...qualifiedTables(tree, database), ...rewrites(tree)]);
  const result = transpile(prepared, Dialect.Trino, Dialect.DuckDB);
  const [statement, ...more] = result.sql ?? [];
  const untranslated = `The sandbox cannot translate this query: ${result.error}\n${prepared}`;
  if (statement === undefined) throw new SqlError("NOT_SUPPORTED", untranslated);
  if (more.length > 0) throw new SqlError("SYNTAX_ERROR", "Only one sql statement is allowed");
  return statement;
}
