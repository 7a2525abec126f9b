/** One reference to a table in the plan of a query. */
export interface Scan {
  readonly database: string;
  readonly table: string;
  /** Columns that it reads, those of its filters included. */
  readonly columns: readonly string[];
  /** Conditions on its rows in DuckDB's SQL; all hold. There may be more that the plan does not tell. */
  readonly filters: readonly string[];
}

/** A node of DuckDB's `EXPLAIN (FORMAT json)`. */
export interface PlanNode {
  readonly name: string;
  readonly children: readonly PlanNode[];
  readonly extra_info: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Names of a table's columns, by DuckDB's name of the table. */
type ColumnsOf = (path: string) => readonly string[];

/**
 * Optimizers that would hide what a query reads: tables are empty when a query is planned, Trino shares no subplan, and
 * what DuckDB reads twice to save memory is read once by Trino.
 */
export const UNWANTED_OPTIMIZERS = [
  "statistics_propagation",
  "common_subplan",
  "late_materialization",
  "window_self_join",
  "join_elimination",
];

/** The scans of a plan; those of a WITH query as often as it is named, as Trino runs it. */
export function scansOf(roots: readonly PlanNode[], columnsOf: ColumnsOf): Scan[] {
  const visit = (node: PlanNode, above: readonly string[]): Scan[] => {
    if (node.name === "SEQ_SCAN") return [scan(node, above, columnsOf)];
    if (node.name === "CTE") return ofWith(node);
    const filters = node.name === "FILTER" ? info(node, "Expression").flatMap(conjuncts) : [];
    const kept = passesRows(node) ? [...above, ...filters] : [];
    return node.children.flatMap((child) => visit(child, kept));
  };
  const ofWith = ({ children: [definition, ...users], extra_info }: PlanNode): Scan[] => {
    const uses = users.reduce((sum, user) => sum + usesOf(user, String(extra_info["Table Index"])), 0);
    const scans = definition ? visit(definition, []) : [];
    return [...Array.from({ length: uses }, () => scans).flat(), ...users.flatMap((user) => visit(user, []))];
  };
  return roots.flatMap((root) => visit(root, []));
}

/** Whether a filter above the node is one on the rows below it. The window is DuckDB's own row count for UNNEST. */
function passesRows(node: PlanNode): boolean {
  if (node.name === "STREAMING_WINDOW") return info(node, "Projections").join() === "delim_index";
  return node.name === "FILTER" || node.name === "PROJECTION";
}

function usesOf(node: PlanNode, index: string): number {
  const own = node.name === "CTE_SCAN" && node.extra_info["CTE Index"] === index ? 1 : 0;
  return node.children.reduce((sum, child) => sum + usesOf(child, index), own);
}

function scan(node: PlanNode, above: readonly string[], columnsOf: ColumnsOf): Scan {
  const path = String(node.extra_info["Table"]);
  const [database = "", table = ""] = namesIn(path).slice(1);
  const pushed = info(node, "Filters").map((filter) => filter.replace(/(^| AND )optional: .*$/s, ""));
  const filters = [...pushed, ...above].filter((filter) => filter !== "");
  const projected = info(node, "Projections");
  // A column that only a pushed filter needs is not projected.
  const read = columnsOf(`"${database}"."${table}"`).filter(
    (name) => projected.includes(name) || pushed.some((filter) => mentions(filter, name)),
  );
  return { database, table, columns: read, filters };
}

/** Whether a condition in DuckDB's SQL is about a column. */
function mentions(condition: string, column: string): boolean {
  return identifiersIn(condition).has(column.toLowerCase());
}

/** Names in a condition, in lower case: columns, functions, types, keywords. */
export function identifiersIn(condition: string): Set<string> {
  const words = condition.replace(/'(?:[^']|'')*'/g, "").match(/[A-Za-z_]\w*/g);
  return new Set((words ?? []).map((word) => word.toLowerCase()));
}

/** The parts of `memory."default".events`. */
function namesIn(path: string): string[] {
  return (path.match(/"(?:[^"]|"")*"|[^.]+/g) ?? []).map((name) => name.replace(/^"|"$/g, ""));
}

function info({ extra_info }: PlanNode, name: string): string[] {
  const value = extra_info[name];
  return typeof value === "string" ? [value] : [...(value ?? [])];
}

/** The parts of `((a) AND (b))`. */
export function conjuncts(expression: string): string[] {
  const parts = [""];
  let depth = 0;
  let isText = false;
  for (const piece of expression.split(/( AND |[()'])/)) {
    if (piece === "'") isText = !isText;
    if (piece === "(" && !isText) depth++;
    if (piece === ")" && !isText) depth--;
    if (piece === " AND " && depth === 0 && !isText) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  if (parts.length > 1) return parts.flatMap(conjuncts);
  const inner = /^\((.*)\)$/s.exec(expression)?.[1];
  return inner !== undefined && isBalanced(inner) ? conjuncts(inner) : [expression];
}

/** Whether no parenthesis closes one that stands outside the text. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const char of text.replace(/'[^']*'/g, "")) {
    if (char === "(") depth++;
    if (char === ")" && --depth < 0) return false;
  }
  return true;
}
