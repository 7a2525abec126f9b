import { lexExpression, type TemplateToken, type Token } from "./lexer";
import { escapeTemplate } from "./print-line";

/** Part of a template: text, or a sequence in its canonical form. */
type Part = { readonly text: string } | { readonly sequence: string };

const CONSTANTS = new Set(["true", "false", "null"]);

type Print = (tokens: readonly Token[]) => string;

/**
 * A template as one string in which parts that mean the same look the same: a constant or template within is part of
 * the text, and a conditional is a directive, as HCL's own parser sees them.
 * @param print canonical form of an expression
 */
export function canonicalTemplate(tokens: readonly TemplateToken[], print: Print): string {
  let result = "";
  let text = "";
  const flush = () => {
    result += escapeTemplate(text.normalize());
    text = "";
  };
  for (const part of tokens.flatMap((token) => partsOf(token, print))) {
    if ("text" in part) {
      text += part.text;
    } else {
      flush();
      result += part.sequence;
    }
  }
  flush();
  return JSON.stringify(result.replaceAll("%{else}%{endif}", "%{endif}"));
}

function partsOf(token: TemplateToken, print: Print): Part[] {
  if (token.kind === "text") return [token];
  if (token.kind === "interpolation") return interpolated(token.tokens, print);
  return [{ sequence: `%{${print(lexExpression(token.source.slice(2, -1)))}}` }];
}

function interpolated(tokens: readonly Token[], print: Print): Part[] {
  const inner = withoutParentheses(tokens);
  const [only] = inner;
  if (inner.length === 1 && only?.kind === "template") return only.parts.flatMap((part) => partsOf(part, print));
  if (inner.length === 1 && only?.kind === "number") return [{ text: String(Number(only.text)) }];
  if (inner.length === 1 && only && CONSTANTS.has(only.text)) return [{ text: only.text }];
  const question = indexAtDepth0(inner, "?", 0);
  if (question < 0) return [{ sequence: `\${${print(inner)}}` }];
  const colon = indexAtDepth0(inner, ":", question + 1);
  return [
    { sequence: `%{${print([...lexExpression("if"), ...inner.slice(0, question)])}}` },
    ...interpolated(inner.slice(question + 1, colon), print),
    { sequence: "%{else}" },
    ...interpolated(inner.slice(colon + 1), print),
    { sequence: "%{endif}" },
  ];
}

/** Takes off parentheses that enclose all tokens. */
function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.text !== "(" || indexAtDepth0(tokens, ")", 1) !== tokens.length - 1) return tokens;
  return withoutParentheses(tokens.slice(1, -1));
}

/** The first token of this text outside of brackets and, for a colon, of conditionals in between. */
function indexAtDepth0(tokens: readonly Token[], text: string, from: number): number {
  let brackets = 0;
  let questions = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const current = tokens[index]?.text ?? "";
    if (brackets === 0 && questions === 0 && current === text) return index;
    if (["(", "[", "{"].includes(current)) brackets += 1;
    if ([")", "]", "}"].includes(current)) brackets -= 1;
    if (brackets === 0 && text === ":" && current === "?") questions += 1;
    if (brackets === 0 && text === ":" && current === ":") questions -= 1;
  }
  return -1;
}
