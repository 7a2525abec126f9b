import type { Expression } from "./expression";
import { printLine } from "./print-line";

/** Whether an expression reads better on several lines, however short it is: objects of two items, objects within. */
export function wantsLines(expression: Expression, maxItems = 1): boolean {
  const wants = (inner: Expression): boolean => wantsLines(inner, maxItems);
  switch (expression.kind) {
    case "object":
      return (
        expression.items.length > maxItems || expression.items.some(({ value }) => isFilled(value) || wants(value))
      );
    case "tuple":
      return expression.items.some((item) => isFilled(item) || wants(item));
    case "for":
      return wantsLines(expression.value, 2);
    case "call":
      return expression.args.some(wants);
    case "conditional":
      return [expression.condition, expression.yes, expression.no].some(wants);
    case "binary":
      return wants(expression.left) || wants(expression.right);
    case "parentheses":
      return wants(expression.inner);
    case "attribute":
    case "index":
      return wants(expression.target);
    case "unary":
      return wants(expression.operand);
    default:
      return false;
  }
}

function isFilled(expression: Expression): boolean {
  return expression.kind === "object" && expression.items.length > 0;
}

/** Whether the broken form of an expression begins and ends with a bracket, so that text may stand on both sides. */
export function isHuggable(expression: Expression): boolean {
  if (expression.kind === "object" || expression.kind === "tuple") return expression.items.length > 0;
  if (expression.kind === "for") return true;
  return expression.kind === "call" && canHugLast(expression.args);
}

/**
 * Whether a part may stand on one line with a bracket that opens there. Not if it holds an object: `terraform fmt`
 * would take the object's `=` for an assignment of that line.
 */
export function staysOnLine(expression: Expression): boolean {
  return !wantsLines(expression) && !printLine(expression).includes(" = ");
}

/** Whether a call may keep its arguments on one line and break only within the last. */
export function canHugLast(args: readonly Expression[]): boolean {
  const last = args.at(-1);
  if (last === undefined || !args.slice(0, -1).every(staysOnLine)) return false;
  return isHuggable(last) || (args.length === 1 && last.kind === "call" && last.args.length > 0);
}
