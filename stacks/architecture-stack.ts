import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { App, TerraformVariable } from "cdktf";
import type { BuiltArchitecture } from "../modules/catalog";
import { verbatim } from "../modules/shared/expression";
import { addBackend } from "./backend";
import type { BackendConfiguration } from "./configuration";
import { EngagementStack } from "./engagement-stack";
import { addModule } from "./module-interface";
import { providerAliases } from "./provider-aliases";
import { ROOT_PROVIDER_VERSION } from "./versions";

/** A root that can be applied as it is: one architecture with its provider, backend, variables and outputs. */
export class ArchitectureStack extends EngagementStack {
  constructor(app: App, architecture: BuiltArchitecture, backend: BackendConfiguration = { kind: "local" }) {
    super(app, architecture.id);
    // Region and credentials come from the environment, so that the same root runs on a laptop, in CI and in HCP Terraform.
    new AwsProvider(this, "aws");
    // CDKTF writes the short source and pins the version of its bindings.
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: ROOT_PROVIDER_VERSION });
    addBackend(this, architecture.id, backend);
    addModule(this, architecture.id, architecture.construct);
    for (const { alias, region } of providerAliases(this.toTerraform()))
      new AwsProvider(this, alias, { alias, region });
    this.tellWorkspacesApart();
  }

  /** Two workspaces with one prefix would fight over the same names, so only the default one may do without. */
  private tellWorkspacesApart(): void {
    const namePrefix = this.node.findChild("variables").node.findChild("name_prefix") as TerraformVariable;
    namePrefix.addValidation({
      condition: verbatim('terraform.workspace == "default" || var.name_prefix != null') as unknown as string,
      errorMessage:
        "Workspace ${terraform.workspace} needs a name_prefix of its own: two workspaces with one would fight over the same names. See docs/state.md.",
    });
  }
}
