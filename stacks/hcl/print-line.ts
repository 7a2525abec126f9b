import type { Expression, ForExpression, ObjectItem, TemplatePart } from "./expression";

/** Names that mean something else at the start of an object item. */
const RESERVED_KEYS = new Set(["for", "true", "false", "null"]);
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;
const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped
const ESCAPABLE = /[\u0000-\u001f"\\\u007f-\u009f\u2028\u2029]/g;

/** An expression on one line, spaced as `terraform fmt` leaves it. */
export function printLine(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return expression.text;
    case "name":
      return expression.name;
    case "template":
      return `"${expression.parts.map(printPart).join("")}"`;
    case "attribute":
      return `${printLine(expression.target)}.${expression.name}`;
    case "index":
      return `${printLine(expression.target)}[${expression.key ? printLine(expression.key) : "*"}]`;
    case "call":
      return `${expression.name}(${printList(expression.args)}${expression.expands ? "..." : ""})`;
    case "tuple":
      return `[${printList(expression.items)}]`;
    case "object":
      return expression.items.length ? `{ ${expression.items.map(printItem).join(", ")} }` : "{}";
    case "for":
      return printFor(expression);
    case "conditional":
      return `${printLine(expression.condition)} ? ${printLine(expression.yes)} : ${printLine(expression.no)}`;
    case "binary":
      return `${printLine(expression.left)} ${expression.operator} ${printLine(expression.right)}`;
    case "unary":
      return `${expression.operator}${printLine(expression.operand)}`;
    case "parentheses":
      return `(${printLine(expression.inner)})`;
  }
}

/** The key of an object item: bare where HCL allows it, else quoted, in parentheses when it is computed. */
export function printKey(key: string | Expression): string {
  if (typeof key === "string") return IDENTIFIER.test(key) && !RESERVED_KEYS.has(key) ? key : `"${escapeQuoted(key)}"`;
  return key.kind === "template" ? printLine(key) : `(${printLine(key)})`;
}

/** The start of a `for` expression, up to its value. */
export function printForHead({ names, collection, key }: ForExpression): string {
  const target = key ? ` ${printLine(key)} =>` : "";
  return `for ${names.join(", ")} ${follow("in", collection)} :${target}`;
}

/** The value of a `for` expression on one line. */
export function printForValue({ key, value, groups }: ForExpression): string {
  const line = `${printLine(value)}${groups ? "..." : ""}`;
  return key ? spaceMinus(line) : line;
}

/** The end of a `for` expression, if it has a condition. */
export function printForCondition({ condition }: ForExpression): string {
  return condition ? follow("if", condition) : "";
}

/** What follows `in` and `if`: `terraform fmt` takes them for names that are called, indexed or subtracted from. */
function follow(word: "in" | "if", expression: Expression): string {
  const line = printLine(expression);
  if (line.startsWith("(") || (word === "if" && line.startsWith("["))) return word + line;
  return `${word} ${spaceMinus(line)}`;
}

/** After a word or an arrow `terraform fmt` takes a minus for a binary one. */
function spaceMinus(line: string): string {
  return line.replace(/^-/, "- ");
}

/** An expression within a template; `terraform fmt` keeps braces apart, and a minus from its operand. */
export function printInterpolation(expression: Expression): string {
  const line = spaceMinus(printLine(expression));
  return `\${${line.startsWith("{") ? " " : ""}${line}${line.endsWith("}") ? " " : ""}}`;
}

/** Escapes the two characters that start a sequence, so that any template takes the text literally. */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%]\{/g, (start) => start[0] + start);
}

function escapeQuoted(text: string): string {
  return escapeTemplate(text).replace(
    ESCAPABLE,
    (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function printPart(part: TemplatePart): string {
  if (part.kind === "text") return escapeQuoted(part.text);
  return part.kind === "directive" ? part.source : printInterpolation(part.expression);
}

function printList(items: readonly Expression[]): string {
  return items.map(printLine).join(", ");
}

function printItem({ key, value }: ObjectItem): string {
  return `${printKey(key)} = ${printLine(value)}`;
}

function printFor(expression: ForExpression): string {
  const parts = [printForHead(expression), printForValue(expression), printForCondition(expression)];
  const body = parts.filter(Boolean).join(" ");
  return expression.key ? `{ ${body} }` : `[${body}]`;
}
