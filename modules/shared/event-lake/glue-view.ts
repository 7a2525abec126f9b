import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { inFile } from "../annotations";
import { call } from "../expression";
import { type Condition, optional } from "../optional";
import { scopeOf } from "../scope";
import { HIVE_TYPES, selectOf, type View } from "./view";

/** Props of {@link glueView}. */
export interface GlueViewProps {
  readonly databaseName: string;
  /** @default the view is always made */
  readonly when: Condition | undefined;
}

/**
 * A view that Athena reads as if `CREATE VIEW` had made it: its definition is JSON in base64 in a comment, and it is
 * recognised by table type, parameter and comment together. Athena calls it stale when the columns do not match what
 * the query yields, so both come from one list.
 * https://github.com/trinodb/trino/blob/master/plugin/trino-hive/src/main/java/io/trino/plugin/hive/ViewReaderUtil.java
 *
 * @returns what reads the view has to wait for
 */
export function glueView(scope: Construct, view: View, { databaseName, when }: GlueViewProps): ITerraformDependable {
  const definition = {
    originalSql: call("join", "\n", selectOf(view).split("\n")),
    catalog: "awsdatacatalog",
    schema: databaseName,
    columns: view.columns.map(({ name, type }) => ({ name, type })),
  };
  const resource = new GlueCatalogTable(scopeOf(scope, "views"), view.name, {
    name: view.name,
    databaseName,
    description: view.doc,
    tableType: "VIRTUAL_VIEW",
    parameters: { presto_view: "true", comment: "Presto View" },
    viewOriginalText: call(
      "format",
      "/* Presto View: %s */",
      call("base64encode", call("jsonencode", definition)),
    ).toString(),
    viewExpandedText: "/* Presto View */",
    storageDescriptor: {
      columns: view.columns.map(({ name, type }) => ({ name, type: HIVE_TYPES[type] })),
      serDeInfo: { name: "-", serializationLibrary: "-" },
    },
  });
  inFile(resource, "views.tf");
  optional(resource, when);
  return resource;
}
