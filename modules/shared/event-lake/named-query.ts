import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import type { Construct } from "constructs";
import { call, type HclExpression } from "../expression";
import { type Condition, optional } from "../optional";
import { scopeOf } from "../scope";

/** A query that stands in Athena's console for who opens it. */
export interface NamedQuery {
  /** In snake_case; its logical id. */
  readonly name: string;
  /** What it answers, and what to mind. */
  readonly description: string;
  readonly sql: string;
}

/** Props of {@link namedQuery}. */
export interface NamedQueryProps {
  readonly databaseName: string;
  readonly workgroupName: string;
  /** @default the query is always there */
  readonly when: Condition | undefined;
}

/** Saves a query. @returns its id; null where it is not made */
export function namedQuery(scope: Construct, query: NamedQuery, props: NamedQueryProps): HclExpression {
  const { name, description, sql } = query;
  const resource = new AthenaNamedQuery(scopeOf(scope, "queries"), name, {
    name,
    description,
    database: props.databaseName,
    workgroup: props.workgroupName,
    query: call("join", "\n", sql.split("\n")).toString(),
  });
  return optional(resource, props.when)("id");
}
