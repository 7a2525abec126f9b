import {
  ColumnNameContext,
  ColumnRefContext,
  ExistsContext,
  InSubqueryContext,
  LambdaContext,
  LateralContext,
  QuerySpecificationContext,
  QueryStatementContext,
  SubqueryExpressionContext,
} from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { type Placed, textOf } from "./edits";
import { find, type ParseNode, type ParseTree } from "./grammar";
import { unquoted } from "./table-references";

/** A name outside of ORDER BY that is both used and given in one SELECT. */
export interface AliasUse {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** A query that fails when no column of the SELECT's tables has that name. */
  readonly probe: string;
}

/**
 * The places where DuckDB may take an alias for a column: it knows aliases in WHERE, GROUP BY, HAVING and the rest of
 * the SELECT list, where Trino knows columns only. Correlated subqueries are left out: the name may be one of outside.
 */
export function aliasUses(sql: string, tree: ParseTree): AliasUse[] {
  return [...find(tree, QuerySpecificationContext)]
    .filter((select) => !isCorrelatable(select))
    .flatMap((select) => {
      const relations = select.relation().map((relation) => textOf(sql, relation));
      const from = relations.length > 0 ? ` FROM ${relations.join(", ")}` : "";
      return usesIn(select).map(({ node, name }) => {
        const { line = 1, column = 0 } = node.start ?? {};
        return {
          name,
          line,
          column: column + 1,
          probe: `${withOf(sql, select)}SELECT ${node.getText()} AS probe${from}`,
        };
      });
    });
}

function usesIn(select: QuerySpecificationContext): { node: Placed; name: string }[] {
  const items = select.selectList().selectItem();
  const clauses = [select.whereClause(), select.groupBy(), select.havingClause()].filter((clause) => clause !== null);
  return items.flatMap((item) => {
    if (item.getChildCount() === 1) return [];
    const name = unquoted(item.getChild(item.getChildCount() - 1)?.getText());
    const others = [...items.filter((other) => other !== item).map((other) => other.getChild(0)), ...clauses];
    const uses = others.flatMap((node) => (node ? [...columnsBelow(node)] : []));
    return uses.filter((node) => unquoted(node.getText()) === name).map((node) => ({ node, name }));
  });
}

/** Columns in a part of a SELECT, without those of its subqueries and lambdas, which have names of their own. */
function* columnsBelow(node: ParseNode): Generator<Placed> {
  if (node instanceof QuerySpecificationContext || node instanceof LambdaContext) return;
  if (node instanceof ColumnNameContext || node instanceof ColumnRefContext) yield node;
  for (let index = 0; index < node.getChildCount(); index++) {
    const child = node.getChild(index);
    if (child) yield* columnsBelow(child);
  }
}

function isCorrelatable(select: ParseNode): boolean {
  const kinds = [SubqueryExpressionContext, ExistsContext, InSubqueryContext, LateralContext];
  return [...above(select)].some((node) => kinds.some((kind) => node instanceof kind));
}

/** What WITH names where the SELECT stands. */
function withOf(sql: string, select: ParseNode): string {
  const statements = [...above(select)].filter((node) => node instanceof QueryStatementContext);
  const queries = statements.toReversed().flatMap((statement) => {
    const all = statement.with()?.namedQuery() ?? [];
    const own = all.findIndex((query) => isBelow(select, query));
    return own < 0 ? all : all.slice(0, own);
  });
  return queries.length > 0 ? `WITH ${queries.map((query) => textOf(sql, query)).join(", ")} ` : "";
}

const isBelow = (node: ParseNode, ancestor: ParseNode): boolean => [...above(node)].includes(ancestor);

function* above(node: ParseNode): Generator<ParseNode> {
  for (let parent = node.parent; parent; parent = parent.parent) yield parent as ParseNode;
}
