import type { IResolvable, TerraformResource } from "cdktf";
import { type HclExpression, hcl, verbatim } from "./expression";

/** A condition that is known at plan: a bool, a mode, a literal number; never an ARN or an id. */
export type Condition = boolean | IResolvable;

/** Reads an attribute of a resource that may not exist: null where it does not. */
export type OptionalAttribute = (attribute: string) => HclExpression;

/**
 * Makes a resource only where a condition holds, or always without one.
 *
 * A getter of a counted resource renders without an index, which Terraform refuses; read its attributes through the
 * returned function instead, which renders `one(aws_x.y[*].attribute)`.
 */
export function optional(resource: TerraformResource, condition: Condition | undefined): OptionalAttribute {
  if (condition === undefined) return (attribute) => hcl`${resource.fqn}.${verbatim(attribute)}`;
  resource.count = hcl`${condition} ? 1 : 0`.toNumber();
  return (attribute) => hcl`one(${resource.fqn}[*].${verbatim(attribute)})`;
}

/**
 * Makes a nested block only where a condition holds.
 *
 * @param path where the block stands, e.g. `extended_s3_configuration.s3_backup_configuration`
 * @param content its arguments, in snake_case
 */
export function optionalBlock(
  resource: TerraformResource,
  path: string,
  content: Readonly<Record<string, unknown>>,
  condition: Condition,
): void {
  const at = path.split(".");
  const dynamic = [...at.slice(0, -1), "dynamic", ...at.slice(-1)].join(".");
  resource.addOverride(dynamic, { for_each: hcl`${condition} ? [1] : []`.toString(), content });
}
