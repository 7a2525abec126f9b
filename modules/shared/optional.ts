import type { IResolvable, TerraformResource } from "cdktf";
import { type HclExpression, hcl, verbatim } from "./expression";

/** Reads an attribute of a resource that may not exist: null where it does not. */
export type OptionalAttribute = (attribute: string) => HclExpression;

/**
 * Makes a resource only where a condition holds.
 *
 * A getter of a counted resource renders without an index, which Terraform refuses; read its attributes through the
 * returned function instead, which renders `one(aws_x.y[*].attribute)`. The condition must be known at plan: a bool
 * or a mode, never an ARN.
 */
export function optional(resource: TerraformResource, condition: boolean | IResolvable): OptionalAttribute {
  resource.count = hcl`${condition} ? 1 : 0`.toNumber();
  return (attribute) => hcl`one(${resource.fqn}[*].${verbatim(attribute)})`;
}
