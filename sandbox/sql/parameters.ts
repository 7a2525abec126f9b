import { ParameterContext } from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { SqlError } from "./errors";
import { find, parse } from "./grammar";

/**
 * The query with a literal in the place of each `?`. A parameter is a literal's text, so strings come in quotes.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function withParameters(sql: string, parameters: readonly string[]): string {
  if (parameters.length === 0 && !sql.includes("?")) return sql;
  const places = [...find(parse(sql), ParameterContext)].map(({ start }) => start?.start ?? 0);
  if (places.length !== parameters.length) {
    const text = `Incorrect number of parameters: expected ${places.length} but found ${parameters.length}`;
    throw new SqlError("INVALID_PARAMETER_USAGE", text);
  }
  return places.reduceRight((text, at, index) => `${text.slice(0, at)}${parameters[index]}${text.slice(at + 1)}`, sql);
}
