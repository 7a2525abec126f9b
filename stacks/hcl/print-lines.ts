import { printAssignments } from "./assignments";
import type { BinaryExpression, ConditionalExpression, Expression, ForExpression } from "./expression";
import { canHugLast, isHuggable, staysOnLine, wantsLines } from "./line-breaks";
import { enclose, fits, LINE_WIDTH, ownLine, type Place, STEP } from "./place";
import { printForCondition, printForHead, printForValue, printKey, printLine } from "./print-line";

/** An expression, on one line where it fits and reads well there, else broken as one would by hand. */
export function printLines(expression: Expression, place: Place): string {
  const line = printLine(expression);
  if (!wantsLines(expression) && place.column + line.length + place.after <= LINE_WIDTH) return line;
  switch (expression.kind) {
    case "object":
      return expression.items.length ? printObject(expression.items, place) : line;
    case "tuple":
      return expression.items.length ? printTuple(expression.items, place) : line;
    case "for":
      return printFor(expression, place);
    case "call":
      return printCall(expression, place);
    case "conditional":
      return printConditional(expression, place);
    case "binary":
      return printBinary(expression, place);
    case "parentheses":
      return printParentheses(expression.inner, place);
    case "attribute":
      return hug("", expression.target, `.${expression.name}`, place);
    case "index":
      return hug("", expression.target, printLine({ ...expression, target: NOTHING }), place);
    case "unary":
      return hug(expression.operator, expression.operand, "", place);
    default:
      return line;
  }
}

const NOTHING: Expression = { kind: "name", name: "" };

function hug(before: string, inner: Expression, after: string, place: Place): string {
  const column = place.column + before.length;
  return `${before}${printLines(inner, { ...place, column, after: place.after + after.length, isWhole: false })}${after}`;
}

/** Whether a part has to be broken even where it has a line of its own. */
function needsLines(expression: Expression, { indent }: Place): boolean {
  return wantsLines(expression) || indent + 2 * STEP + printLine(expression).length > LINE_WIDTH;
}

function printObject(items: Extract<Expression, { kind: "object" }>["items"], place: Place): string {
  const indent = place.indent + STEP;
  const assignments = items.map(({ key, value }) => ({
    name: printKey(key),
    isMultiline: wantsLines(value),
    print: (column: number) => printLines(value, { indent, column, after: 0, isWhole: true }),
  }));
  return ["{", ...printAssignments(assignments, indent), `${" ".repeat(place.indent)}}`].join("\n");
}

function printTuple(items: readonly Expression[], place: Place): string {
  if (items.every(({ kind }) => kind === "literal")) return enclose("[", fill(items, place), "]", place);
  const lines = isListOfPairs(items)
    ? items.map((item) => `${printLine(item)},`)
    : items.map((item) => `${printLines(item, ownLine(place, 0, 1))},`);
  return enclose("[", lines, "]", place);
}

/** Three objects or more of two short texts each, such as columns with their types, read like a table: a line each. */
function isListOfPairs(items: readonly Expression[]): boolean {
  const isPair = (item: Expression) =>
    item.kind === "object" &&
    item.items.length === 2 &&
    item.items.every(({ value }) => value.kind === "template" && printLine(value).length <= PAIR_WIDTH);
  return items.length >= 3 && items.every(isPair);
}

/** Most characters of a text in a pair. */
const PAIR_WIDTH = 40;

/** Numbers and the like, as many on a line as fit. */
function fill(items: readonly Expression[], { indent }: Place): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const text = `${printLine(item)},`;
    const last = lines.at(-1);
    if (last !== undefined && indent + STEP + last.length + 1 + text.length <= LINE_WIDTH)
      lines.splice(-1, 1, `${last} ${text}`);
    else lines.push(text);
  }
  return lines;
}

function printFor(expression: ForExpression, place: Place): string {
  const [open, close] = expression.key ? (["{", "}"] as const) : (["[", "]"] as const);
  const line = printLine(expression).slice(1, -1).trim();
  const { indent } = ownLine(place);
  if (!wantsLines(expression) && indent + line.length <= LINE_WIDTH) return enclose(open, [line], close, place);
  const lines = [forBody(expression, place), printForCondition(expression)].filter(Boolean);
  return enclose(open, lines, close, place);
}

/** A value that fits on a line of its own is moved there rather than broken. */
function forBody(expression: ForExpression, place: Place): string {
  const head = printForHead(expression);
  const groups = expression.groups ? "..." : "";
  const beside = { ...ownLine(place, head.length + 1, groups.length), isWhole: false };
  const line = printForValue(expression);
  const value = printLines(expression.value, beside);
  if (!value.includes("\n") && fits(line, beside)) return `${head} ${line}`;
  const below = { ...beside, column: beside.indent };
  const moved = printLines(expression.value, below);
  if (fits(value, beside) && moved.includes("\n") && !head.includes(" = ")) return `${head} ${value}${groups}`;
  return `${head}\n${" ".repeat(below.indent)}${moved}${groups}`;
}

function printCall(call: Extract<Expression, { kind: "call" }>, place: Place): string {
  const { name, args, expands } = call;
  const close = expands ? "...)" : ")";
  const hugged = args.map((argument, index) => {
    const others = args.filter((_, other) => other !== index);
    const isLast = index === args.length - 1;
    if (!(isLast ? canHugLast(args) : canHug(argument, others, place))) return undefined;
    const before = args.slice(0, index).map((other) => `${printLine(other)}, `);
    const after = args.slice(index + 1).map((other) => `, ${printLine(other)}`);
    return hug(`${name}(${before.join("")}`, argument, `${after.join("")}${close}`, place);
  });
  const fitting = hugged.reverse().find((text) => text !== undefined && fits(text, place));
  if (fitting !== undefined || args.length === 0) return fitting ?? printLine(call);
  const lines = args.map((argument) => `${printLines(argument, ownLine(place, 0, 1))},`);
  if (expands) lines.push(`${lines.pop()?.slice(0, -1)}...`);
  return enclose(`${name}(`, lines, ")", place);
}

function printConditional(expression: ConditionalExpression, place: Place): string {
  const { condition, yes, no } = expression;
  const head = `${printLine(condition)} ? `;
  const candidates: string[] = [];
  if (staysOnLine(condition)) {
    if (canHug(yes, [no], place)) candidates.push(hug(head, yes, ` : ${printLine(no)}`, place));
    if (canHug(no, [yes], place)) candidates.push(hug(`${head}${printLine(yes)} : `, no, "", place));
  }
  return firstFitting(candidates, expression, place);
}

function printBinary(expression: BinaryExpression, place: Place): string {
  const { operator, left, right } = expression;
  const candidates: string[] = [];
  if (canHug(left, [right], place)) candidates.push(hug("", left, ` ${operator} ${printLine(right)}`, place));
  if (canHug(right, [left], place)) candidates.push(hug(`${printLine(left)} ${operator} `, right, "", place));
  return firstFitting(candidates, expression, place);
}

/** Whether one operand is broken while the others stay on the line. */
function canHug(operand: Expression, others: readonly Expression[], place: Place): boolean {
  return isHuggable(operand) && needsLines(operand, place) && others.every(staysOnLine);
}

function firstFitting(candidates: readonly string[], expression: Expression, place: Place): string {
  const hugged = candidates.find((text) => fits(text, place));
  if (hugged !== undefined) return hugged;
  return place.isWhole ? printParentheses(expression, place) : printLine(expression);
}

/** Within parentheses an operator may end a line, and a conditional reads as question and answers. */
function printParentheses(inner: Expression, place: Place): string {
  if (inner.kind === "binary") return enclose("(", binaryLines(inner, place), ")", place);
  if (inner.kind === "conditional") return enclose("(", conditionalLines(inner, place), ")", place);
  return hug("(", inner, ")", place);
}

function binaryLines(expression: BinaryExpression, place: Place): string[] {
  const { operator } = expression;
  const operands: Expression[] = [];
  let first: Expression = expression;
  for (; first.kind === "binary" && first.operator === operator; first = first.left) operands.unshift(first.right);
  const inner = { ...ownLine(place, 0, operator.length + 1), isWhole: false };
  const lines = [first, ...operands].map((operand) => printLines(operand, inner));
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} ${operator}` : line));
}

function conditionalLines({ condition, yes, no }: ConditionalExpression, place: Place): string[] {
  const branch = { ...ownLine(place, 2), isWhole: false };
  const question = printLines(condition, { ...ownLine(place), isWhole: false });
  if (no.kind !== "conditional") return [question, `? ${printLines(yes, branch)}`, `: ${printLines(no, branch)}`];
  const rows: string[] = [];
  let rest: Expression = { kind: "conditional", condition, yes, no };
  for (; rest.kind === "conditional"; rest = rest.no) {
    rows.push(hug(`${printLine(rest.condition)} ? `, rest.yes, " :", { ...branch, column: branch.indent }));
  }
  return [...rows, printLines(rest, { ...branch, column: branch.indent })];
}
