import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { App } from "cdktf";
import type { BuiltArchitecture } from "../modules/catalog";
import { addBackend } from "./backend";
import { EngagementStack } from "./engagement-stack";
import { addModule } from "./module-interface";
import { REQUIRED_VERSION, ROOT_PROVIDER_VERSION } from "./versions";

/** A root that can be applied as it is: one architecture with its provider, backend, variables and outputs. */
export class ArchitectureStack extends EngagementStack {
  constructor(app: App, architecture: BuiltArchitecture) {
    super(app, architecture.id);
    // Region and credentials come from the environment, so that the same root runs on a laptop, in CI and in HCP Terraform.
    new AwsProvider(this, "aws");
    // CDKTF writes the short source and pins the version of its bindings.
    this.addOverride("terraform.required_version", REQUIRED_VERSION);
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: ROOT_PROVIDER_VERSION });
    addBackend(this);
    addModule(this, architecture.id, architecture.construct);
  }
}
