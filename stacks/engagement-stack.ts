import { type TerraformElement, TerraformStack } from "cdktf";
import type { Node } from "constructs";

/**
 * A stack whose logical ids are the last construct id: `aws_sqs_queue.feedback`, not `…_E9E6D7AB`. They are state
 * addresses, which people read and type.
 */
export class EngagementStack extends TerraformStack {
  private readonly owners = new Map<string, string>();

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    // CDKTF asks for assets by their node; they have no address.
    if (!("node" in element)) return super.allocateLogicalId(element);
    const { id, path } = element.node;
    // Ids of CDKTF's own, such as cross-stack outputs, hold addresses.
    const name = id.replaceAll(/[^A-Za-z0-9_-]/g, "_");
    const type = (element as { terraformResourceType?: string }).terraformResourceType ?? element.constructor.name;
    const owner = this.owners.get(`${type}.${name}`);
    if (owner !== undefined && owner !== path) {
      throw new Error(
        `Two constructs want the logical id ${type}.${name}: ${owner} and ${path}. Give one of them another role word.`,
      );
    }
    this.owners.set(`${type}.${name}`, path);
    return name;
  }
}
