import { parse } from "./grammar";
import { type Finding, QUERY_RULES, type Rule } from "./lint-rules";
import { VIEW_RULES } from "./lint-view-rules";

/** What DuckDB would answer and Athena refuses or answers otherwise; empty for a query that both answer alike. */
export function lint(sql: string): Finding[] {
  return check(sql, QUERY_RULES);
}

/** {@link lint}, and what is allowed in a query but wrong in a view of the lake. */
export function lintView(sql: string): Finding[] {
  return check(sql, [...QUERY_RULES, ...VIEW_RULES]);
}

function check(sql: string, rules: readonly Rule[]): Finding[] {
  const tree = parse(sql);
  return rules.flatMap((rule) => [...rule(tree)]).sort((a, b) => a.line - b.line || a.column - b.column);
}
