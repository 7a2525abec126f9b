import { canonicalTemplate } from "./canonical-template";
import { isObject, type Json } from "./json";
import { lexTemplate, type TemplateToken, type Token } from "./lexer";

/** A token, or what stands between two brackets: elements separated by commas. */
type Node = string | { readonly open: string; readonly elements: readonly (readonly Node[])[] };

/** Keys that Terraform turns into text. */
const CONSTANT = /^(true|false|\d.*)$/;
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * The meaning of a JSON value as one string: the tokens of its expressions, without what HCL leaves open. White space,
 * commas at the end, commas or line breaks between the items of an object, their order, quotes around keys,
 * parentheses around a whole operand, escapes that stand for the same character, and how Unicode composes it.
 */
export function canonical(value: Json): string {
  if (typeof value === "string") return ofTemplate(lexTemplate(value));
  if (typeof value === "number") return `${value < 0 ? "- " : ""}${Math.abs(value)}`;
  if (Array.isArray(value)) return `[ ${value.map(canonical).join(" , ")} ]`;
  if (!isObject(value)) return String(value);
  return canonicalObject(Object.entries(value).map(([key, item]) => [canonical(key), canonical(item)]));
}

function canonicalObject(items: readonly (readonly [key: string, value: string])[]): string {
  const text = (key: string) => (CONSTANT.test(key) ? JSON.stringify(key) : key);
  // The last of equal keys holds.
  const values = new Map(items.map(([key, value]) => [text(key), value]));
  const sorted = [...values].map(([key, value]) => `${key} = ${value}`).sort();
  return `{ ${sorted.join(" , ")} }`;
}

function ofTemplate(tokens: readonly TemplateToken[]): string {
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind === "interpolation") return canonicalTokens(only.tokens);
  return canonicalTemplate(tokens, canonicalTokens);
}

function canonicalTokens(tokens: readonly Token[]): string {
  return printElements(new Reader(tokens).elements(undefined));
}

/** Reads tokens as nested brackets. */
class Reader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  elements(closer: string | undefined): Node[][] {
    const elements: Node[][] = [[]];
    const hasItems = closer === "}" && this.tokens[this.position]?.text !== "for";
    for (let token = this.next(); token && token.text !== closer; token = this.next()) {
      if (token.text === "," || token.text === "..." || (hasItems && token.startsLine)) elements.push([]);
      if (token.text !== ",") elements.at(-1)?.push(this.node(token));
    }
    return elements.filter((element) => element.length > 0);
  }

  private node(token: Token): Node {
    const closer = CLOSERS[token.text];
    if (closer) return { open: token.text, elements: this.elements(closer) };
    if (token.kind === "template") return ofTemplate(token.parts);
    return token.kind === "number" ? String(Number(token.text)) : token.text;
  }

  private next(): Token | undefined {
    return this.tokens[this.position++];
  }
}

/** Takes parentheses off that enclose all of an element. */
function unwrap(element: readonly Node[]): readonly Node[] {
  const [only] = element;
  if (element.length !== 1 || typeof only !== "object" || only.open !== "(") return element;
  return unwrap(only.elements[0] ?? []);
}

function printElements(elements: readonly (readonly Node[])[]): string {
  return elements.map((element) => print(unwrap(element))).join(" , ");
}

function print(element: readonly Node[]): string {
  return element.map(printNode).join(" ");
}

function printNode(node: Node): string {
  if (typeof node === "string") return node;
  const { open, elements } = node;
  if (open === "{" && elements[0]?.[0] !== "for") return canonicalObject(elements.map(item));
  return `${open} ${printElements(elements)} ${CLOSERS[open]}`;
}

function item(element: readonly Node[]): [key: string, value: string] {
  const separator = element.findIndex((node) => node === "=" || node === ":");
  const key = print(unwrap(element.slice(0, separator)));
  const isPlain = separator === 1 && typeof element[0] === "string" && !key.startsWith('"');
  return [isPlain ? JSON.stringify(key) : key, print(unwrap(element.slice(separator + 1)))];
}
