/**
 * Syntax tree of a Terraform expression,
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
 */
export type Expression =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
  /** `.name`, `.*` and the legacy `.0`. */
  | { readonly kind: "attribute"; readonly target: Expression; readonly name: string }
  /** `[key]`; without a key the splat `[*]`. */
  | { readonly kind: "index"; readonly target: Expression; readonly key: Expression | undefined }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly expands: boolean }
  | { readonly kind: "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly items: readonly ObjectItem[] }
  | ForExpression
  | ConditionalExpression
  | BinaryExpression
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | { readonly kind: "parentheses"; readonly inner: Expression };

/** `[for k, v in collection : value if condition]`, or `{for … : key => value...}` where `key` is given. */
export interface ForExpression {
  readonly kind: "for";
  readonly names: readonly string[];
  readonly collection: Expression;
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly groups: boolean;
  readonly condition: Expression | undefined;
}

/** `condition ? yes : no`. */
export interface ConditionalExpression {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

/** `left operator right`; operators of equal rank nest to the left. */
export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** One item of an object; a key that is a name or plain text is a string, any other is computed. */
export interface ObjectItem {
  readonly key: string | Expression;
  readonly value: Expression;
}

/** Part of a template: text (decoded), an interpolated expression, or a `%{ … }` directive as it was written. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "interpolation"; readonly expression: Expression }
  | { readonly kind: "directive"; readonly source: string };
