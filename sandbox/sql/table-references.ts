import { NamedQueryContext, TableRefContext } from "dt-sql-parser/dist/lib/trino/TrinoSqlParser.js";
import { type Edit, replace } from "./edits";
import { SqlError } from "./errors";
import { find, type ParseTree } from "./grammar";

/** A table as a query names it, in lower case, and where. */
export interface TableReference {
  /** The query's default database where the query names none. */
  readonly database: string;
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Catalogue that a query may name, as in `"AwsDataCatalog"."database"."table"`. */
const CATALOG = "awsdatacatalog";

/** The tables that a query names, each as often as it stands there; what WITH names is none. */
export function tableReferences(tree: ParseTree, database: string): TableReference[] {
  return tableRefs(tree).map((ref) => tableReference(ref, database));
}

function tableRefs(tree: ParseTree): TableRefContext[] {
  const queries = new Set([...find(tree, NamedQueryContext)].map((query) => unquoted(query.getChild(0)?.getText())));
  return [...find(tree, TableRefContext)].filter(
    (ref) => ref.identifier().length > 1 || !queries.has(unquoted(ref.getText())),
  );
}

function tableReference(ref: TableRefContext, fallback: string): TableReference {
  const parts = ref.identifier().map((part) => unquoted(part.getText()));
  const [name = "", database = fallback, catalog = CATALOG] = parts.toReversed();
  const { line = 1, column = 0 } = ref.start ?? {};
  if (catalog === CATALOG) return { database, name, line, column: column + 1 };
  const text = `line ${line}:${column + 1}: There is no catalog '${catalog}' in the sandbox, only AwsDataCatalog`;
  throw new SqlError("CATALOG_NOT_FOUND", text);
}

/** An identifier as it is compared: without quotes, in lower case. */
export const unquoted = (identifier = ""): string => identifier.replace(/^["`]|["`]$/g, "").toLowerCase();

/** Gives every table its database, and quotes its names. */
export function qualifiedTables(tree: ParseTree, fallback: string): Edit[] {
  return tableRefs(tree).map((ref) => {
    const { database, name } = tableReference(ref, fallback);
    return replace(ref, `"${database}"."${name}"`);
  });
}
