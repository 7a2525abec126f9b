import {
  CloudBackend,
  DataTerraformRemoteStateLocal,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  TaggedCloudWorkspaces,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { BackendConfiguration } from "./configuration";
import { REQUIRED_VERSION, REQUIRED_VERSION_S3_LOCK } from "./versions";

/**
 * Keeps the state of a root where the configuration says, and lets other stacks read its outputs from there.
 *
 * @param id the stack's name; the state's key, and the name of its workspace, are made of it
 */
export function addBackend(stack: TerraformStack, id: string, backend: BackendConfiguration): void {
  const hasS3Lock = backend.kind === "s3";
  stack.addOverride("terraform.required_version", hasS3Lock ? REQUIRED_VERSION_S3_LOCK : REQUIRED_VERSION);
  switch (backend.kind) {
    case "local":
      new NeighbourBackend(stack, { path: "terraform.tfstate" });
      return;
    case "s3":
      new S3Backend(stack, {
        bucket: backend.bucket,
        region: backend.region,
        key: `${backend.keyPrefix}${id}/terraform.tfstate`,
        encrypt: true,
      });
      // The lock is an object beside the state; CDKTF's type knows only the older lock in a table.
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      return;
    case "cloud":
      new CloudBackend(stack, {
        organization: backend.organization,
        workspaces:
          "name" in backend.workspaces
            ? new NamedCloudWorkspace(backend.workspaces.name.replaceAll("{id}", id))
            : new TaggedCloudWorkspaces([...backend.workspaces.tags]),
      });
  }
}

/** Local state in the folder of each root. A stack that refers to another finds that one's folder beside its own. */
class NeighbourBackend extends LocalBackend {
  override getRemoteStateDataSource(scope: Construct, name: string, fromStack: string): TerraformRemoteState {
    return new DataTerraformRemoteStateLocal(scope, name, {
      path: `../${fromStack}/terraform.tfstate`,
      workspaceDir: `../${fromStack}/terraform.tfstate.d`,
      workspace: "${terraform.workspace}",
    });
  }
}
