import {
  ArithmeticBinaryContext,
  AtTimeZoneContext,
  BetweenContext,
  ComparisonContext,
  CurrentDateContext,
  CurrentTimestampContext,
  DistinctFromContext,
  FunctionCallContext,
  FunctionNameContext,
  LocalTimestampContext,
  PredicatedContext,
  SelectExpressionColumnNameContext,
  TypeConstructorContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { type Edit, type Placed, placeOf, replace, wrap } from "./edits";
import { DIVISOR, MACRO_PREFIX, MACROS, RENAMED } from "./functions";
import { find, type ParseTree } from "./grammar";

/** Begins the name of a column that has none in Trino; its place in the result tells the rest, `_col0`. */
export const UNNAMED = "_unnamed_";

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

/** DuckDB lets a text literal be whatever it is compared with; in Trino it is a varchar, and compares with no timestamp. */
function comparisons(tree: ParseTree): Edit[] {
  return [...find(tree, PredicatedContext)]
    .flatMap(operandsOf)
    .filter((operand) => /^'(?:[^']|'')*'$/.test(operand.getText()))
    .flatMap((operand) => wrap(operand, "CAST(", " AS varchar)"));
}

function operandsOf(node: PredicatedContext): Placed[] {
  const predicate = node.predicate();
  const left = node.valueExpression();
  if (predicate instanceof ComparisonContext || predicate instanceof DistinctFromContext) {
    return [left, predicate.valueExpression()];
  }
  return predicate instanceof BetweenContext ? [left, ...predicate.valueExpression()] : [];
}

/** All that polyglot and DuckDB would get wrong; what replaces comes before what wraps, see edits.ts. */
export function rewrites(tree: ParseTree): Edit[] {
  return [aliases, functions, moments, literals, divisors, zones, comparisons].flatMap((rewrite) => rewrite(tree));
}
