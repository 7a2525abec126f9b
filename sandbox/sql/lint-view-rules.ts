import {
  ArithmeticBinaryContext,
  CastContext,
  FunctionCallContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import type { ParseNode } from "./grammar";
import { nameOf, never, type Rule } from "./lint-rules";

/** What may stand in a query but is refused or wrong in a view of the lake. */
export const VIEW_RULES: readonly Rule[] = [
  never([FunctionCallContext], (call) =>
    /^from_(unixtime|iso8601_timestamp)$/.test(nameOf(call)) && !isCastToTimestamp(call)
      ? `${nameOf(call)}() has a time zone, which Athena refuses in a view: CAST(${nameOf(call)}(…) AS timestamp).`
      : undefined,
  ),
  never([ArithmeticBinaryContext], (node) =>
    node.SLASH() &&
    /^\d+$/.test(node._right?.getText() ?? "") &&
    !/\d[eE]\d|asdouble\)|asdecimal/i.test(node._left?.getText() ?? "")
      ? `Division by the integer ${node._right?.getText()} cuts off what follows the point: divide by ${Number(node._right?.getText()).toExponential().replace("+", "")}.`
      : undefined,
  ),
];

function isCastToTimestamp(call: FunctionCallContext): boolean {
  let node: ParseNode | null = call;
  while (node && node.getText() === call.getText()) node = node.parent as ParseNode | null;
  return node instanceof CastContext && /^timestamp(\(\d\))?$/i.test(node.type().getText());
}
