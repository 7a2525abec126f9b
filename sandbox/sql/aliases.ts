import {
  ColumnAliasesContext,
  ColumnNameContext,
  ColumnRefContext,
  SelectItemContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { textOf } from "./edits";
import { find, type ParseTree } from "./grammar";
import { unquoted } from "./table-references";

/** A name that a query gives. */
export interface Alias {
  readonly name: string;
  /** The expression that it is given to; undefined for the names of `t(a, b)`. */
  readonly expression?: string;
  /** Columns in the expression as they are written, in lower case. */
  readonly columns: readonly string[];
}

/** The names that a query gives to expressions and columns, all its subqueries' included. */
export function aliasesOf(sql: string, tree: ParseTree): Alias[] {
  const listed = [...find(tree, ColumnAliasesContext)].flatMap((list) => list.identifier());
  return [
    ...listed.map((identifier) => ({ name: unquoted(identifier.getText()), columns: [] })),
    ...[...find(tree, SelectItemContext)].flatMap((item) => aliasOf(sql, item)),
  ];
}

function aliasOf(sql: string, item: SelectItemContext): Alias[] {
  const [expression, ...rest] = Array.from({ length: item.getChildCount() }, (_, index) => item.getChild(index));
  const name = rest.at(-1)?.getText();
  if (!expression || name === undefined) return [];
  const columns = [...find(expression, ColumnNameContext), ...find(expression, ColumnRefContext)];
  return [
    {
      name: unquoted(name),
      expression: textOf(sql, expression as SelectItemContext),
      columns: columns.map((column) => unquoted(column.getText())),
    },
  ];
}
