import type { BuiltArchitecture } from "../../modules/catalog";
import { type AcceptedFinding, acceptedFindings } from "../../modules/shared/annotations";
import { moduleStack } from "../module-stack";

/** An accepted finding and its resource. */
export interface PlacedFinding extends AcceptedFinding {
  readonly type: string;
  /** `<type>.<logical id>` */
  readonly address: string;
}

/** What the constructs of a module accept, in the order of its resources. */
export function acceptedIn(architecture: BuiltArchitecture): PlacedFinding[] {
  return moduleStack(architecture)
    .node.findAll()
    .flatMap((construct) => {
      const { terraformResourceType: type = "" } = construct as { terraformResourceType?: string };
      return acceptedFindings(construct).map((finding) => ({
        ...finding,
        type,
        address: `${type}.${construct.node.id}`,
      }));
    });
}
