import { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";
import { type GrammarError, refusal } from "./errors";

const parser = new TrinoSQL();

/** A parse tree of Trino's grammar. Its nodes are the `…Context` classes of dt-sql-parser's `TrinoSqlParser`. */
export type ParseTree = ReturnType<typeof parser.parse>;

/** Any node of a parse tree, a terminal too. */
export type ParseNode = NonNullable<ReturnType<ParseTree["getChild"]>>;

/** The last text that was parsed: a query is linted and translated from one tree. */
let last: { readonly text: string; readonly tree: ParseTree; readonly errors: readonly GrammarError[] } | undefined;

/** Where a text is not Trino SQL, in order; empty when it is. A last semicolon may be missing. */
export function grammarErrors(sql: string): readonly GrammarError[] {
  return parsed(sql).errors;
}

/**
 * The parse tree of a query. Positions are those of the text.
 * @throws SqlError SYNTAX_ERROR with the first place that is not Trino SQL
 */
export function parse(sql: string): ParseTree {
  const { tree, errors } = parsed(sql);
  if (errors[0]) throw refusal("SYNTAX_ERROR", errors[0]);
  return tree;
}

function parsed(sql: string): NonNullable<typeof last> {
  const text = terminated(sql);
  if (last?.text === text) return last;
  const errors: GrammarError[] = [];
  const tree = parser.parse(text, ({ startLine, startColumn, message }) => {
    errors.push({ line: startLine, column: startColumn, message });
  });
  last = { text, tree, errors };
  return last;
}

/** A node and everything below it, from left to right. */
function* nodes(node: ParseNode): Generator<ParseNode> {
  yield node;
  for (let index = 0; index < node.getChildCount(); index++) {
    const child = node.getChild(index);
    if (child) yield* nodes(child);
  }
}

/** All nodes of one kind, from left to right. */
export function* find<T extends ParseNode>(tree: ParseNode, kind: abstract new (...args: never[]) => T): Generator<T> {
  for (const node of nodes(tree)) if (node instanceof kind) yield node;
}

function terminated(sql: string): string {
  const trimmed = sql.trimEnd();
  // On a line of its own: the text may end in a comment.
  return trimmed.endsWith(";") ? trimmed : `${trimmed}\n;`;
}
