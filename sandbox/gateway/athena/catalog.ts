import type { ViewDefinition } from "../../sql/engine";
import { SqlError } from "../../sql/errors";
import { parse } from "../../sql/grammar";
import { type TableReference, tableReferences } from "../../sql/table-references";
import type { TypedColumn } from "../../sql/tables";
import { askJson } from "../json-calls";
import type { Call, Cloud } from "../service";

/** A column as Glue has it. */
interface GlueColumn {
  readonly Name: string;
  readonly Type: string;
}

/** A table or view as Glue has it, as far as Athena reads it. */
export interface GlueTable {
  readonly DatabaseName: string;
  readonly Name: string;
  readonly Parameters?: Readonly<Record<string, string>>;
  readonly PartitionKeys?: readonly GlueColumn[];
  readonly StorageDescriptor?: {
    readonly Location?: string;
    readonly Columns?: readonly GlueColumn[];
    readonly SerdeInfo?: {
      readonly SerializationLibrary?: string;
      readonly Parameters?: Readonly<Record<string, string>>;
    };
  };
  readonly ViewOriginalText?: string;
}

/** Tables and views that a query needs. */
export interface CatalogContent {
  readonly tables: readonly GlueTable[];
  /** In an order in which each comes after the views that it reads. */
  readonly views: readonly Required<ViewDefinition>[];
}

/** Columns of a Glue table. */
export function columnsOf(columns: readonly GlueColumn[] = []): TypedColumn[] {
  return columns.map(({ Name, Type }) => ({ name: Name.toLowerCase(), type: Type }));
}

/** Reads from Glue what a query needs, with the caller's rights. */
export async function readCatalog(cloud: Cloud, call: Call, sql: string, database: string): Promise<CatalogContent> {
  const tables: GlueTable[] = [];
  const views: Required<ViewDefinition>[] = [];
  const seen = new Set<string>();
  const visit = async (text: string, fallback: string, path: readonly string[]): Promise<void> => {
    for (const reference of tableReferences(parse(text), fallback)) {
      const name = `${reference.database}.${reference.name}`;
      if (path.includes(name)) throw new SqlError("INVALID_VIEW", `View '${name}' is recursive: ${path.join(" → ")}.`);
      if (seen.has(name)) continue;
      const table = await getTable(cloud, call, reference);
      if (isView(table)) {
        const view = viewOf(table);
        await visit(view.sql, view.schema, [...path, name]);
        views.push(view);
      } else tables.push(table);
      seen.add(name);
    }
  };
  await visit(sql, database, []);
  return { tables, views };
}

async function getTable(cloud: Cloud, call: Call, reference: TableReference): Promise<GlueTable> {
  const { database, name, line, column } = reference;
  const arn = (resource: string): string => `arn:aws:glue:${call.region}:${call.account}:${resource}`;
  // Glue asks for every level above a table, https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
  for (const resource of ["catalog", `database/${database}`])
    await cloud.authorize(call, "glue:GetDatabase", arn(resource));
  for (const resource of ["catalog", `database/${database}`, `table/${database}/${name}`]) {
    await cloud.authorize(call, "glue:GetTable", arn(resource));
  }
  const ask = <T>(target: string, input: object) => askJson<T>(cloud, "glue", call.region, `AWSGlue.${target}`, input);
  const table = await ask<{ Table: GlueTable }>("GetTable", { DatabaseName: database, Name: name });
  if (table.ok) return table.body.Table;
  if (table.code !== "EntityNotFoundException") throw new Error(`Glue GetTable: ${table.code} ${table.message}`);
  const place = `line ${line}:${column}:`;
  const { ok } = await ask("GetDatabase", { Name: database });
  if (!ok) throw new SqlError("SCHEMA_NOT_FOUND", `${place} Schema '${database}' does not exist`);
  throw new SqlError("TABLE_NOT_FOUND", `${place} Table 'awsdatacatalog.${database}.${name}' does not exist`);
}

/** Trino's three marks of a view: type, parameter and comment; Athena knows it by the parameter. */
const isView = ({ Parameters }: GlueTable): boolean => Parameters?.["presto_view"] === "true";

/**
 * What `CREATE VIEW` keeps: JSON in base64 in a comment, and the columns once more in Hive's types.
 * https://github.com/trinodb/trino/blob/master/plugin/trino-hive/src/main/java/io/trino/plugin/hive/ViewReaderUtil.java
 */
function viewOf({
  DatabaseName,
  Name,
  ViewOriginalText,
  StorageDescriptor,
}: GlueTable): Required<ViewDefinition> & { schema: string } {
  const invalid = (why: string) =>
    new SqlError("INVALID_VIEW", `View '${DatabaseName}.${Name}' is in invalid state: ${why}`);
  const base64 = /^\/\* Presto View: (\S*) \*\/$/.exec(ViewOriginalText ?? "")?.[1];
  if (base64 === undefined) throw invalid("its ViewOriginalText is not '/* Presto View: <base64> */'.");
  let definition: { originalSql?: string; schema?: string; columns?: TypedColumn[] };
  try {
    definition = JSON.parse(Buffer.from(base64, "base64").toString());
  } catch (error) {
    throw invalid(`what its base64 holds is no JSON: ${(error as Error).message}.`);
  }
  const { originalSql: sql, schema = DatabaseName, columns } = definition;
  if (!sql || !columns) throw invalid("its JSON lacks originalSql or columns.");
  const described = columnsOf(StorageDescriptor?.Columns).map(({ name }) => name);
  if (described.join() !== columns.map(({ name }) => name).join()) {
    throw invalid(`the columns of its storage descriptor are not those of its JSON: ${described.join(", ")}.`);
  }
  return { database: DatabaseName, name: Name, sql, columns, schema };
}
