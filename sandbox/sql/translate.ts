import { Dialect, init, transpile } from "@polyglot-sql/sdk";
import {
  ArithmeticBinaryContext,
  AtTimeZoneContext,
  CurrentDateContext,
  CurrentTimestampContext,
  FunctionCallContext,
  FunctionNameContext,
  LocalTimestampContext,
  NamedQueryContext,
  SelectExpressionColumnNameContext,
  TableRefContext,
  TypeConstructorContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { SqlError } from "./errors";
import { DIVISOR, MACRO_PREFIX, MACROS, RENAMED } from "./functions";
import { find, type ParseTree, parse } from "./grammar";

/** A table as a query names it, in lower case, and where. */
export interface TableReference {
  /** The query's default database where the query names none. */
  readonly database: string;
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Begins the name of a column that has none in Trino; its place in the result tells the rest, `_col0`. */
export const UNNAMED = "_unnamed_";

/** Catalogue that a query may name, as in `"AwsDataCatalog"."database"."table"`. */
const CATALOG = "awsdatacatalog";

/** A change of the text from `start` to `end` (exclusive). */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Any node that knows its tokens. */
interface Placed {
  readonly start: { readonly start: number } | null;
  readonly stop: { readonly stop: number } | null;
  getText(): string;
}

/** Makes {@link translate} ready: loads polyglot's WebAssembly, once. */
export const translatorReady: () => Promise<void> = init;

/**
 * DuckDB's text for a query of Trino's grammar; {@link translatorReady} comes first.
 * Table names get their database; functions that differ are called by the names of macros; polyglot does the rest.
 */
export function translate(sql: string, database: string): string {
  const tree = parse(sql);
  // Of two that begin at one place the later stands further left, so what replaces comes before what wraps.
  const rewrites = [aliases, functions, moments, literals, divisors, zones];
  const edits = [...tables(tree, database), ...rewrites.flatMap((rewrite) => rewrite(tree))];
  const prepared = edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), sql);
  const result = transpile(prepared, Dialect.Trino, Dialect.DuckDB);
  const [statement, ...more] = result.sql ?? [];
  const untranslated = `The sandbox cannot translate this query: ${result.error}\n${prepared}`;
  if (statement === undefined) throw new SqlError("NOT_SUPPORTED", untranslated);
  if (more.length > 0) throw new SqlError("SYNTAX_ERROR", "Only one sql statement is allowed");
  return statement;
}

/** The tables that a query names, each as often as it stands there; what WITH names is none. */
export function tableReferences(tree: ParseTree, database: string): TableReference[] {
  return tableRefs(tree).map((ref) => tableReference(ref, database));
}

function tableRefs(tree: ParseTree): TableRefContext[] {
  const queries = new Set([...find(tree, NamedQueryContext)].map((query) => unquoted(query.getChild(0)?.getText())));
  return [...find(tree, TableRefContext)].filter(
    (ref) => ref.identifier().length > 1 || !queries.has(unquoted(ref.getText())),
  );
}

function tableReference(ref: TableRefContext, fallback: string): TableReference {
  const parts = ref.identifier().map((part) => unquoted(part.getText()));
  const [name = "", database = fallback, catalog = CATALOG] = parts.toReversed();
  const { line = 1, column = 0 } = ref.start ?? {};
  if (catalog === CATALOG) return { database, name, line, column: column + 1 };
  const text = `line ${line}:${column + 1}: There is no catalog '${catalog}' in the sandbox, only AwsDataCatalog`;
  throw new SqlError("CATALOG_NOT_FOUND", text);
}

export const unquoted = (identifier = ""): string => identifier.replace(/^["`]|["`]$/g, "").toLowerCase();

function tables(tree: ParseTree, fallback: string): Edit[] {
  return tableRefs(tree).map((ref) => {
    const { database, name } = tableReference(ref, fallback);
    return replace(ref, `"${database}"."${name}"`);
  });
}

function functions(tree: ParseTree): Edit[] {
  return [...find(tree, FunctionNameContext)].flatMap((node) => {
    const name = node.getText().toLowerCase();
    const by = RENAMED[name] ?? (name in MACROS ? MACRO_PREFIX + name : undefined);
    return by ? [replace(node, by)] : [];
  });
}

/** The time of the query is the engine's. */
function moments(tree: ParseTree): Edit[] {
  const now = `${MACRO_PREFIX}now()`;
  const isNow = (call: FunctionCallContext): boolean => call.functionName().getText().toLowerCase() === "now";
  const at = (kind: Parameters<typeof find>[1], text: string): Edit[] =>
    [...find(tree, kind)].map((node) => replace(node as unknown as Placed, text));
  return [
    ...[...find(tree, FunctionCallContext)].filter(isNow).map((node) => replace(node, now)),
    ...at(CurrentTimestampContext, now),
    ...at(CurrentDateContext, `CAST(${now} AS date)`),
    ...at(LocalTimestampContext, `CAST(${now} AS timestamp)`),
  ];
}

/** DuckDB divides by zero without a word; Trino raises. */
function divisors(tree: ParseTree): Edit[] {
  return [...find(tree, ArithmeticBinaryContext)].flatMap((node) => {
    const right = node._right;
    const needless = !right || !(node.SLASH() ?? node.PERCENT()) || /^nullif\(|^[\d.e]*[1-9]/i.test(right.getText());
    return needless ? [] : wrap(right, `${MACRO_PREFIX}${DIVISOR}(`, ")");
  });
}

/** A timestamp without zone is one of UTC in Trino, and of the zone asked for in DuckDB. */
function zones(tree: ParseTree): Edit[] {
  return [...find(tree, AtTimeZoneContext)].flatMap((node) =>
    wrap(node.valueExpression(), "CAST(", " AS timestamp with time zone)"),
  );
}

/** `BIGINT '1'` is no literal for polyglot. */
function literals(tree: ParseTree): Edit[] {
  return [...find(tree, TypeConstructorContext)].flatMap((node) => {
    const [type = "", ...rest] = [node.identifier()?.getText(), node.string().getText()];
    return /^(tiny|small|big)?int(eger)?$|^decimal$/i.test(type) ? [replace(node, `CAST(${rest[0]} AS ${type})`)] : [];
  });
}

/** Marks the expressions of SELECT lists that have no name. */
function aliases(tree: ParseTree): Edit[] {
  return [...find(tree, SelectExpressionColumnNameContext)].flatMap((item) => {
    const end = placeOf(item).end;
    return item.parent?.getChildCount() === 1 ? [{ start: end, end, text: ` AS ${UNNAMED}` }] : [];
  });
}

function wrap(node: Placed, before: string, after: string): Edit[] {
  const { start, end } = placeOf(node);
  return [
    { start, end: start, text: before },
    { start: end, end, text: after },
  ];
}

function replace(node: Placed, text: string): Edit {
  return { ...placeOf(node), text };
}

function placeOf(node: Placed): { start: number; end: number } {
  return { start: node.start?.start ?? 0, end: (node.stop?.stop ?? -1) + 1 };
}
