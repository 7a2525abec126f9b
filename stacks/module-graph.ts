import {
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformVariable,
} from "cdktf";
import type { IConstruct } from "constructs";
import type { BuiltArchitecture } from "../modules/catalog";
import { type AcceptedFinding, acceptedFindings, annotations } from "../modules/shared/annotations";
import type { EngagementStack } from "./engagement-stack";
import type { LayoutEntry, ModuleGraph } from "./hcl/graph";
import { moduleStack } from "./module-stack";

/** The graph of an architecture's module, with the order and the comments it is written in. */
export function graphOf(architecture: BuiltArchitecture): ModuleGraph {
  return graph(moduleStack(architecture));
}

/** The graph of a stack. Blocks are read in the order their constructs were made in. */
export function graph(stack: EngagementStack): ModuleGraph {
  const layout: LayoutEntry[] = [];
  let section: string | undefined;
  let hasLocals = false;
  for (const construct of stack.node.findAll()) {
    const { heading, comment, file, inJson } = annotations(construct);
    const inside = acceptedFindings(construct).map(exception);
    section = heading ?? section;
    const address = addressOf(construct);
    // All locals are one block, where the first of them stands.
    if (address === undefined || (address === "locals" && hasLocals)) continue;
    hasLocals ||= address === "locals";
    layout.push({ address, section, comment, inside, file, inJson });
    section = undefined;
  }
  return { json: stack.toTerraform(), layout };
}

/** In the words of Checkov: https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html */
function exception({ check, reason }: AcceptedFinding): string {
  return `checkov:skip=${check}: ${reason}`;
}

function addressOf(construct: IConstruct): string | undefined {
  if (!TerraformElement.isTerraformElement(construct)) return undefined;
  const { id } = construct.node;
  if (construct instanceof TerraformLocal) return "locals";
  if (construct instanceof TerraformVariable) return `var.${id}`;
  if (TerraformOutput.isTerraformOutput(construct)) return `output.${id}`;
  const { terraformResourceType: type } = construct as { terraformResourceType?: string };
  if (TerraformDataSource.isTerraformDataSource(construct)) return `data.${type}.${id}`;
  return TerraformResource.isTerraformResource(construct) ? `${type}.${id}` : undefined;
}
