import type { Expression, ForExpression, ObjectItem, TemplatePart } from "./expression";
import type { TemplateToken, Token } from "./lexer";

/** Binary operators by rank, loosest first. */
const OPERATORS = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];
const LITERALS = new Set(["true", "false", "null"]);

/** The expression of a template: what is within, if it is exactly one interpolation. */
export function parseTemplateTokens(tokens: readonly TemplateToken[]): Expression {
  const parts = tokens.map(templatePart);
  const [only] = parts;
  return parts.length === 1 && only?.kind === "interpolation" ? only.expression : { kind: "template", parts };
}

function templatePart(token: TemplateToken): TemplatePart {
  if (token.kind !== "interpolation") return token;
  return { kind: "interpolation", expression: new Parser(token.tokens).whole() };
}

/** The key of an object item that an expression in parentheses, or a template, gives: a string if it is constant. */
export function computedKey(key: Expression): string | Expression {
  if (key.kind === "literal") return key.text === "null" ? key : constantKey(key.text);
  if (key.kind !== "template") return key;
  const texts = key.parts.map((part) => (part.kind === "text" ? part.text : undefined));
  return texts.includes(undefined) ? key : texts.join("");
}

/** Terraform turns numbers into text. */
function constantKey(text: string): string {
  return LITERALS.has(text) ? text : String(Number(text));
}

/** A key without parentheses: a word is text, whatever else it means elsewhere. */
function plainKey(key: Expression): string | Expression {
  if (key.kind === "name") return key.name;
  return key.kind === "literal" ? constantKey(key.text) : computedKey(bare(key));
}

/** Drops parentheses around an operand that is delimited on both sides anyway. */
function bare(expression: Expression): Expression {
  return expression.kind === "parentheses" ? bare(expression.inner) : expression;
}

/** Recursive descent over the tokens of one expression. */
class Parser {
  private position = 0;
  /** Within an object a line break ends the item, so no operator may follow it. */
  private isLineBound = false;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = bare(this.expression());
    if (this.position < this.tokens.length) throw this.error("an operator or the end");
    return expression;
  }

  private expression(): Expression {
    const condition = this.binary(0);
    if (!this.takeOperator("?")) return condition;
    const yes = this.expression();
    this.expect(":");
    return { kind: "conditional", condition, yes, no: this.expression() };
  }

  private binary(rank: number): Expression {
    const operators = OPERATORS[rank];
    if (!operators) return this.unary();
    let left = this.binary(rank + 1);
    for (let operator = this.takeOperator(...operators); operator; operator = this.takeOperator(...operators)) {
      left = { kind: "binary", operator, left, right: this.binary(rank + 1) };
    }
    return left;
  }

  private unary(): Expression {
    const operator = this.take("!", "-");
    return operator ? { kind: "unary", operator, operand: this.unary() } : this.postfix();
  }

  private postfix(): Expression {
    let target = this.primary();
    for (let open = this.takeOperator(".", "["); open; open = this.takeOperator(".", "[")) {
      if (open === ".") {
        target = { kind: "attribute", target, name: this.take("*") ?? this.word() };
      } else {
        const key = this.within("]", () => (this.take("*") ? undefined : bare(this.expression())));
        target = { kind: "index", target, key };
      }
    }
    return target;
  }

  private primary(): Expression {
    const token = this.tokens[this.position];
    if (token?.kind === "name" || token?.kind === "number") {
      const text = this.word();
      if (token.kind === "number" || LITERALS.has(text)) return { kind: "literal", text };
      return this.call(text);
    }
    if (token?.kind === "template") {
      this.position += 1;
      return parseTemplateTokens(token.parts);
    }
    if (this.take("(")) return { kind: "parentheses", inner: this.within(")", () => bare(this.expression())) };
    if (this.take("[")) return this.within("]", () => this.for("]") ?? { kind: "tuple", items: this.list("]") });
    if (this.take("{")) return this.within("}", () => this.for("}") ?? { kind: "object", items: this.items() });
    throw this.error("a value");
  }

  private call(first: string): Expression {
    let name = first;
    while (this.take("::")) name += `::${this.word()}`;
    if (!this.takeOperator("(")) return { kind: "name", name };
    return this.within(")", () => ({
      kind: "call",
      name,
      args: this.list(")"),
      expands: this.take("...") !== undefined,
    }));
  }

  private list(closer: string): readonly Expression[] {
    const items: Expression[] = [];
    while (!this.sees(closer)) {
      items.push(bare(this.expression()));
      if (!this.take(",")) break;
    }
    return items;
  }

  private items(): readonly ObjectItem[] {
    this.isLineBound = true;
    const items: ObjectItem[] = [];
    while (!this.sees("}")) {
      const key = plainKey(this.binary(0));
      if (!this.take(":")) this.expect("=");
      items.push({ key, value: bare(this.expression()) });
      if (!this.take(",") && !this.sees("}") && !this.tokens[this.position]?.startsLine) throw this.error(", or }");
    }
    return items;
  }

  private for(closer: "]" | "}"): ForExpression | undefined {
    if (!this.take("for")) return undefined;
    const names = [this.word()];
    if (this.take(",")) names.push(this.word());
    this.expect("in");
    const collection = this.expression();
    this.expect(":");
    const first = this.expression();
    const isObject = closer === "}" && this.expect("=>") === "=>";
    const value = isObject ? this.expression() : first;
    const groups = this.take("...") !== undefined;
    const condition = this.take("if") ? this.expression() : undefined;
    return { kind: "for", names, collection, key: isObject ? first : undefined, value, groups, condition };
  }

  /** Parses between brackets, where line breaks mean nothing until an object says otherwise. */
  private within<Result>(closer: string, parse: () => Result): Result {
    const outer = this.isLineBound;
    this.isLineBound = false;
    const result = parse();
    this.isLineBound = outer;
    this.expect(closer);
    return result;
  }

  private word(): string {
    const token = this.tokens[this.position];
    if (token?.kind !== "name" && token?.kind !== "number") throw this.error("a name");
    this.position += 1;
    return token.text;
  }

  private sees(...texts: string[]): boolean {
    return texts.includes(this.tokens[this.position]?.text || "end");
  }

  private take(...texts: string[]): string | undefined {
    return this.sees(...texts) ? this.tokens[this.position++]?.text : undefined;
  }

  private takeOperator(...texts: string[]): string | undefined {
    return this.isLineBound && this.tokens[this.position]?.startsLine ? undefined : this.take(...texts);
  }

  private expect(text: string): string {
    const token = this.take(text);
    if (token === undefined) throw this.error(text);
    return token;
  }

  private error(expected: string): Error {
    const source = this.tokens.map((token) => (token.kind === "template" ? '"…"' : token.text));
    source.splice(this.position, 0, "<here>");
    return new SyntaxError(`Terraform expression: expected ${expected} at ${source.join(" ")}`);
  }
}
