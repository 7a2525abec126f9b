import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/** CDKTF tells an inner expression from an outer one by this flag, which its public type leaves out. */
type ExpressionContext = IResolveContext & { suppressBraces?: boolean };

/**
 * A Terraform expression, written as it will be read.
 *
 * CDKTF's own operators put every operand in parentheses, which nobody would write by hand. Values in the template
 * become references (tokens) or literals (everything else), so the same line serves a module's variables and
 * plain TypeScript props:
 *
 *     hcl`${props.createContactsTable} ? 1 : 0`   // var.create_contacts_table ? 1 : 0, or true ? 1 : 0
 */
export class HclExpression implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    private readonly texts: readonly string[],
    private readonly values: readonly unknown[],
  ) {}

  resolve(context: ExpressionContext): string {
    const isInner = context.suppressBraces === true;
    context.suppressBraces = true;
    const operands = this.values.map((value) => operand(context, value));
    const expression = this.texts.map((text, index) => text + (operands[index] ?? "")).join("");
    return isInner ? expression : `\${${expression}}`;
  }

  /** The expression as a string prop, alone or inside a longer string. */
  toString(): string {
    return Token.asString(this);
  }

  /** The expression as a number prop. */
  toNumber(): number {
    return Token.asNumber(this);
  }

  /** The expression as a list or set prop. */
  toList(): string[] {
    return Token.asList(this);
  }

  toJSON(): string {
    return "<unresolved HCL expression>";
  }
}

/** Tag for {@link HclExpression}. Backslashes stay as written, so that patterns read as in HCL. */
export function hcl(texts: TemplateStringsArray, ...values: unknown[]): HclExpression {
  return new HclExpression(texts.raw, values);
}

/** Expression text as it stands. */
export function verbatim(text: string): HclExpression {
  return new HclExpression([text], []);
}

/** A call of a Terraform function: https://developer.hashicorp.com/terraform/language/functions */
export function call(name: string, ...values: readonly unknown[]): HclExpression {
  if (values.length === 0) return verbatim(`${name}()`);
  return new HclExpression([`${name}(`, ...values.slice(1).map(() => ", "), ")"], values);
}

/** A string as an HCL literal: quoted, with `${` and `%{` escaped. */
export function quote(text: string): string {
  // Functions, because a replacement text would take $$ for an escaped $.
  return JSON.stringify(text)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", () => "%%{");
}

/** The text of a value inside an expression: a reference without braces, or a literal. */
function operand(context: IResolveContext, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Tokenization.isResolvable(value)) return String(context.resolve(value));
  if (typeof value === "string") return stringOperand(context, value);
  if (Token.isUnresolved(value) && isEncoded(value)) return String(context.resolve(value));
  if (Array.isArray(value)) return `[${value.map((item) => operand(context, item)).join(", ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{ ${entries.map(([key, item]) => `${quote(key)} = ${operand(context, item)}`).join(", ")} }`;
  }
  return String(value);
}

/** Whether a number, list or map as a whole stands for a reference. */
function isEncoded(value: unknown): boolean {
  if (typeof value === "number") return true;
  if (Array.isArray(value)) return Tokenization.reverseList(value) !== undefined;
  return Tokenization.reverseMap(value as Record<string, unknown>) !== undefined;
}

/** A string that is one reference becomes that reference; any other becomes a quoted template. */
function stringOperand(context: ExpressionContext, value: string): string {
  const fragments = Tokenization.reverseString(value);
  if (fragments.length === 1 && fragments.firstToken) return String(context.resolve(fragments.firstToken));
  if (fragments.tokens.length === 0) return quote(value);
  // Quotes are escaped before the references are filled in: a reference may contain quotes of its own.
  const template = JSON.stringify(value);
  context.suppressBraces = false;
  const resolved = String(context.resolve(template));
  context.suppressBraces = true;
  return resolved;
}
