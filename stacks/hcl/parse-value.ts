import type { Expression } from "./expression";
import { isObject, type Json } from "./json";
import { lexTemplate } from "./lexer";
import { computedKey, parseTemplateTokens } from "./parser";

/**
 * The expression that a value of Terraform's JSON syntax stands for,
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 *
 * A string that is exactly one `${…}` is the expression within, any other string is a template. Parentheses that
 * enclose a whole value are left out.
 */
export function parseValue(value: Json): Expression {
  if (typeof value === "string") return parseTemplate(value);
  if (Array.isArray(value)) return { kind: "tuple", items: value.map(parseValue) };
  if (isObject(value)) {
    return {
      kind: "object",
      items: Object.entries(value).map(([key, item]) => ({
        key: computedKey(parseTemplate(key)),
        value: parseValue(item),
      })),
    };
  }
  return { kind: "literal", text: String(value) };
}

function parseTemplate(text: string): Expression {
  return parseTemplateTokens(lexTemplate(text));
}
