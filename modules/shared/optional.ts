import { type IResolvable, type IResolveContext, type TerraformResource, Token } from "cdktf";
import { call, HclExpression, hcl, verbatim } from "./expression";

/** A condition that is known at plan: a bool, a mode, a literal number; never an ARN or an id. */
export type Condition = boolean | IResolvable;

/** When a resource is made: where a condition holds, or once for each element of a set. */
export type When = Condition | Each;

/**
 * The elements of a set that a resource is made for, by name. The set has to be known at plan.
 *
 * What is made for the same set reads its siblings by the element: `aws_sqs_queue.lane[each.key].arn`. What is not
 * reads all of them as a map, see {@link map}.
 */
export class Each {
  /** The element, inside of what is made for it. */
  readonly key = verbatim("each.key");

  /** @param elements names that may end the names of resources */
  constructor(readonly elements: readonly string[]) {}

  /**
   * What siblings read, as a map by element: `{ for key in var.channels : key => aws_sqs_queue.lane[key].arn }`.
   *
   * @param prefix starts the map's keys, e.g. `lane_`
   */
  map(value: string | HclExpression, prefix = ""): HclExpression {
    const key = prefix === "" ? "key" : `"${prefix}\${key}"`;
    return hcl`{ for key in ${this.elements} : ${verbatim(key)} => ${new OfKey([value])} }`;
  }

  /** What siblings read, as a list: `[for key in var.channels : aws_sqs_queue.lane[key].arn]`. */
  list(value: unknown): HclExpression {
    return hcl`[for key in ${this.elements} : ${new OfKey([value])}]`;
  }
}

/** An expression of a sibling, where the element is not `each.key` but the key of a `for`. */
class OfKey extends HclExpression {
  constructor(values: readonly unknown[]) {
    super(["", ""], values);
  }

  override resolve(context: IResolveContext): string {
    return super.resolve(context).replaceAll("each.key", "key");
  }
}

/** Reads an attribute of a resource that may not exist: null where it does not. */
export type OptionalAttribute = (attribute: string) => HclExpression;

/**
 * Makes a resource only where a condition holds, or once for each element of a set, or always without either.
 *
 * A getter of a counted resource renders without an index, which Terraform refuses; read its attributes through the
 * returned function instead, which renders `one(aws_x.y[*].attribute)`, or `aws_x.y[each.key].attribute`.
 */
export function optional(resource: TerraformResource, when: When | undefined): OptionalAttribute {
  if (when === undefined) return (attribute) => hcl`${resource.fqn}.${verbatim(attribute)}`;
  if (when instanceof Each) {
    resource.addOverride("for_each", setOf(when.elements));
    return (attribute) => hcl`${resource.fqn}[${when.key}].${verbatim(attribute)}`;
  }
  resource.count = hcl`${when} ? 1 : 0`.toNumber();
  return (attribute) => hcl`one(${resource.fqn}[*].${verbatim(attribute)})`;
}

/**
 * A set for `for_each`. CDKTF's own iterators render `toset()` around what is a set already; only a list that is written
 * out, as the props of a construct are, needs it.
 */
export function setOf(elements: readonly string[]): readonly string[] | HclExpression {
  return Token.isUnresolved(elements) ? elements : call("toset", elements);
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
