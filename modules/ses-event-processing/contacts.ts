import { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import { call, hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { optional } from "../shared/optional";
import { local } from "../shared/scope";
import { table } from "../shared/table";
import type { inputs } from "./inputs";

/** Where contacts are kept: a table made here, one that exists, or nowhere. */
export class Contacts extends Construct {
  /** Null where no contacts are kept. */
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, deployment: Deployment, values: ValuesOf<typeof inputs>) {
    super(scope, "contacts");
    const { createContactsTable, contactsTableName } = values;
    const created = optional(
      table(this, "contacts", {
        deployment,
        name: call("coalesce", contactsTableName, `${deployment.name}-contacts`).toString(),
        partitionKey: values.contactsKeyAttribute,
        deletionProtectionEnabled: values.deletionProtectionEnabled,
      }),
      createContactsTable,
    );
    this.name = local(
      this,
      "contacts_table_name",
      hcl`${createContactsTable} ? ${created("name")} : ${contactsTableName}`,
    ).asString;
    this.arn = local(
      this,
      "contacts_table_arn",
      hcl`${this.name} == null ? null : ${deployment.arn("dynamodb", `table/${this.name}`)}`,
    ).asString;
  }
}
