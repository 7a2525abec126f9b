import {
  AliasedRelationContext,
  ArithmeticBinaryContext,
  CastContext,
  DecimalLiteralContext,
  FunctionCallContext,
  JsonArrayContext,
  JsonExistsContext,
  JsonObjectContext,
  JsonQueryContext,
  JsonTableContext,
  JsonValueContext,
  ListAggContext,
  NumericLiteralContext,
  ParenthesizedExpressionContext,
  PatternRecognitionContext,
  SampledRelationContext,
  SubscriptContext,
  UnnestContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import type { GrammarError } from "./errors";
import { KNOWN_FUNCTIONS } from "./functions";
import { find, type ParseNode, type ParseTree } from "./grammar";

/** A place in a query that breaks a rule; the message says what to write instead. */
export type Finding = GrammarError;

/** A rule: the places that break it. */
export type Rule = (tree: ParseTree) => Iterable<Finding>;

/** A node of the grammar with its place. */
type Rulebreaker = ParseNode & { readonly start: { readonly line: number; readonly column: number } | null };

function finding(node: Rulebreaker, message: string): Finding {
  return { line: node.start?.line ?? 1, column: (node.start?.column ?? 0) + 1, message };
}

/** A rule that says one thing about every node of some kinds. */
export function never<T extends Rulebreaker>(
  kinds: readonly (abstract new (...args: never[]) => T)[],
  message: (node: T) => string | undefined,
): Rule {
  return function* (tree) {
    for (const kind of kinds) {
      for (const node of find(tree, kind)) {
        const text = message(node);
        if (text) yield finding(node, text);
      }
    }
  };
}

/** Name of a function that is called, in lower case. */
export const nameOf = (call: FunctionCallContext): string => call.functionName().getText().toLowerCase();

const JSON_SYNTAX = [JsonValueContext, JsonQueryContext, JsonExistsContext, JsonObjectContext, JsonArrayContext];

/** Arguments of aggregates that answer an array when there is one more, the number of rows. */
const TAKES_ONE_ROW: Readonly<Record<string, number>> = { max: 1, min: 1, max_by: 2, min_by: 2 };

/** Formats of date_format and date_parse that mean the same on both sides, https://trino.io/docs/current/functions/datetime.html */
const FORMAT = /^'(?:[^%]|%[YmdHisSfyeajMbp%])*'$/;

/** What DuckDB would answer, and Athena refuses or answers otherwise. */
export const QUERY_RULES: readonly Rule[] = [
  never([SubscriptContext], () => "A subscript raises in Athena when the key is missing: use element_at(x, key)."),
  never([UnnestContext], (node) =>
    node.expression().length > 1
      ? "UNNEST of several arrays: use UNNEST(sequence(1, cardinality(a))) AS t(i) and element_at(a, i)."
      : undefined,
  ),
  never([AliasedRelationContext], unnestsPairs),
  never([FunctionCallContext], (call) =>
    KNOWN_FUNCTIONS.has(nameOf(call))
      ? undefined
      : `The sandbox does not know whether ${nameOf(call)}() answers as in Athena; its functions are in sandbox/sql/functions.ts.`,
  ),
  never<Rulebreaker>(
    [...JSON_SYNTAX, JsonTableContext],
    () => "SQL/JSON is not in the sandbox: use json_extract_scalar().",
  ),
  never([PatternRecognitionContext], (node) =>
    node.KW_MATCH_RECOGNIZE() ? "MATCH_RECOGNIZE is not in the sandbox: use window functions." : undefined,
  ),
  never([SampledRelationContext], (node) =>
    node.KW_TABLESAMPLE() ? "TABLESAMPLE is not in the sandbox: it takes other rows each time." : undefined,
  ),
  never([FunctionCallContext], (call) =>
    call.expression().length > (TAKES_ONE_ROW[nameOf(call)] ?? Number.POSITIVE_INFINITY)
      ? `${nameOf(call)}() of several rows is not in the sandbox: use row_number().`
      : undefined,
  ),
  never([ListAggContext], () => "LISTAGG is not in the sandbox: use array_join(array_agg(x ORDER BY y), ',')."),
  never([ArithmeticBinaryContext], (node) =>
    node.SLASH() && node.valueExpression().some(isDecimal)
      ? "Athena rounds a quotient of decimals to their scale (100.0 * 1 / 3 is 33.3): use doubles, 1e2 or CAST(x AS double)."
      : undefined,
  ),
  never([CastContext], (node) => castsToText(node)),
  never([FunctionCallContext], (call) =>
    /^date_(format|parse)$/.test(nameOf(call)) && !FORMAT.test(call.expression(1)?.getText() ?? "")
      ? `The format of ${nameOf(call)}() has to be a text of %Y %m %d %H %i %s and the like: the sandbox translates no other.`
      : undefined,
  ),
];

/** UNNEST with more names than values: Athena's engines differ over rows, and DuckDB takes no map. */
function unnestsPairs(node: AliasedRelationContext): string | undefined {
  const primary = node.relationPrimary();
  const [unnest] = find(primary, UnnestContext);
  const names = node.columnAliases()?.identifier().length ?? 0;
  if (unnest?.getText() !== primary.getText() || unnest.expression().length !== 1) return undefined;
  if (names <= (unnest.KW_ORDINALITY() ? 2 : 1)) return undefined;
  return "UNNEST of a map or of rows: use UNNEST(map_keys(m)) AS t(k) and element_at(m, k), or arrays of scalars.";
}

/** Whether an operand is a decimal by its looks. */
function isDecimal(node: ParseNode): boolean {
  if (node instanceof NumericLiteralContext) return node.number() instanceof DecimalLiteralContext;
  if (node instanceof CastContext) return /^decimal/i.test(node.type().getText());
  if (node instanceof FunctionCallContext || node instanceof SubscriptContext) return false;
  const isPart = node instanceof ArithmeticBinaryContext || node instanceof ParenthesizedExpressionContext;
  const children = Array.from({ length: node.getChildCount() }, (_, index) => node.getChild(index));
  return (isPart || children.length === 1) && children.some((child) => child !== null && isDecimal(child));
}

const JSON_FUNCTIONS = /^json_(extract|parse)\(/i;
const TIME_FUNCTIONS =
  /^(from_unixtime|date_parse|date_trunc|from_iso8601_timestamp|now)\(|^current_timestamp|^cast\(.*astimestamp(\(\d\))?\)$/i;

function castsToText(node: CastContext): string | undefined {
  if (!/^varchar/i.test(node.type().getText())) return undefined;
  const operand = node.expression().getText();
  if (JSON_FUNCTIONS.test(operand))
    return "Athena casts a JSON text to varchar without its quotes: use json_extract_scalar() or json_format().";
  if (TIME_FUNCTIONS.test(operand)) return "The text of a timestamp differs: use date_format().";
  return undefined;
}
