import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

/**
 * A scope inside a construct, made on first use. A role word is the logical id of every resource of that role, and one
 * scope may hold an id only once; the type of the resource names the scope.
 */
export function scopeOf(construct: Construct, id: string): Construct {
  return (construct.node.tryFindChild(id) as Construct | undefined) ?? new Construct(construct, id);
}

/** A local of the configuration, made for a construct; a module has each name once. */
export function local(construct: Construct, name: string, value: unknown): TerraformLocal {
  return new TerraformLocal(scopeOf(construct, "locals"), name, value);
}
