/**
 * Tokens of Terraform's native expression syntax,
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#lexical-elements
 */
export interface Token {
  readonly kind: "name" | "number" | "template" | "symbol";
  /** The source text; empty for a template. */
  readonly text: string;
  /** What a quoted template consists of; empty for every other kind. */
  readonly parts: readonly TemplateToken[];
  /** Whether a line break stands before the token: it separates the items of an object. */
  readonly startsLine: boolean;
}

/** A stretch of a template. Text is decoded: it holds the characters themselves, not their escapes. */
export type TemplateToken =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "interpolation"; readonly tokens: readonly Token[] }
  | { readonly kind: "directive"; readonly source: string };

const SPACE = /[ \t\r\n]*/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const LEGACY_INDEX = /\d+/y;
const SYMBOL = /\.\.\.|=>|::|==|!=|<=|>=|&&|\|\||[-+*/%!<>=?:.,()[\]{}~]/y;
const ESCAPE = /\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The tokens of an expression, without the `${` and `}` around it. */
export function lexExpression(source: string): readonly Token[] {
  return new Lexer(source).expression(false);
}

/** The parts of a template as JSON and heredocs hold it: only `${`, `%{` and their escapes mean something. */
export function lexTemplate(source: string): readonly TemplateToken[] {
  return new Lexer(source).template(false);
}

class Lexer {
  private position = 0;

  constructor(private readonly source: string) {}

  /** Reads to the end, or, within a template sequence, over the brace that closes it. */
  expression(isSequence: boolean): readonly Token[] {
    const tokens: Token[] = [];
    let depth = 0;
    for (;;) {
      const startsLine = this.take(SPACE).includes("\n");
      if (this.position >= this.source.length) {
        if (isSequence) throw this.error("expected } to close the template sequence");
        return tokens;
      }
      const token = { ...this.token(tokens.at(-1)?.text === "."), startsLine };
      if (token.text === "{") depth += 1;
      if (token.text === "}") depth -= 1;
      if (isSequence && depth < 0) return tokens;
      tokens.push(token);
    }
  }

  /** Reads a template to the end, or, when quoted, over the closing quote. */
  template(isQuoted: boolean): readonly TemplateToken[] {
    const parts: TemplateToken[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
    };
    for (;;) {
      const rest = this.source.slice(this.position, this.position + 3);
      if (rest === "" || (isQuoted && rest[0] === '"')) {
        if (isQuoted && rest === "") throw this.error('expected " to close the string');
        this.position += 1;
        flush();
        return parts;
      }
      if (rest.startsWith("${") || rest.startsWith("%{")) {
        flush();
        parts.push(this.sequence());
      } else {
        text += this.characters(rest, isQuoted);
      }
    }
  }

  private sequence(): TemplateToken {
    const start = this.position;
    this.position += 2;
    const tokens = this.expression(true);
    if (this.source[start] === "$") return { kind: "interpolation", tokens };
    return { kind: "directive", source: this.source.slice(start, this.position) };
  }

  private characters(rest: string, isQuoted: boolean): string {
    if (rest === "$${" || rest === "%%{") {
      this.position += 3;
      return rest.slice(1);
    }
    if (isQuoted && rest[0] === "\n") throw this.error("expected \\n instead of a line break within quotes");
    if (isQuoted && rest[0] === "\\") return this.escape();
    this.position += 1;
    return rest.slice(0, 1);
  }

  private escape(): string {
    const [text, simple, short, long] = this.match(ESCAPE) ?? [];
    if (text === undefined) throw this.error('expected one of \\n \\r \\t \\" \\\\ \\uNNNN \\UNNNNNNNN');
    return simple === undefined
      ? String.fromCodePoint(Number.parseInt(short ?? long ?? "", 16))
      : (ESCAPED[simple] ?? "");
  }

  private token(followsDot: boolean): Omit<Token, "startsLine"> {
    const name = this.take(NAME);
    if (name) return { kind: "name", text: name, parts: [] };
    const number = this.take(followsDot ? LEGACY_INDEX : NUMBER);
    if (number) return { kind: "number", text: number, parts: [] };
    const symbol = this.take(SYMBOL);
    if (symbol) return { kind: "symbol", text: symbol, parts: [] };
    if (this.take(/"/y)) return { kind: "template", text: "", parts: this.template(true) };
    throw this.error("expected a name, number, string, operator or bracket");
  }

  private take(pattern: RegExp): string {
    return this.match(pattern)?.[0] ?? "";
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.source);
    this.position += match?.[0].length ?? 0;
    return match;
  }

  private error(problem: string): Error {
    return new SyntaxError(`Terraform expression at character ${this.position + 1}: ${problem}; got ${this.source}`);
  }
}
