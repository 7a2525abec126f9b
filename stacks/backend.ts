import {
  CloudBackend,
  DataTerraformRemoteStateLocal,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  TaggedCloudWorkspaces,
  type TerraformRemoteState,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { BackendConfiguration, CloudBackendConfiguration } from "./configuration";
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
      addCloudBackend(stack, id, backend);
  }
}

function addCloudBackend(
  stack: TerraformStack,
  id: string,
  { organization, hostname, workspaces }: CloudBackendConfiguration,
): void {
  const server = { organization, ...(hostname && { hostname }) };
  if ("tags" in workspaces) {
    new TaggedBackend(stack, { ...server, workspaces: new TaggedCloudWorkspaces([...workspaces.tags]) });
  } else {
    const name = workspaces.name.replaceAll("{id}", id);
    new CloudBackend(stack, { ...server, workspaces: new NamedCloudWorkspace(name) });
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

/** State in workspaces that are chosen by tags, so that another stack cannot know which one to read. */
class TaggedBackend extends CloudBackend {
  override getRemoteStateDataSource(scope: Construct, _name: string, fromStack: string): never {
    throw new Error(
      `${TerraformStack.of(scope).node.id} refers to ${fromStack}, whose workspace is chosen by tags, so that it has no name to read from. Give ENGAGEMENT_WORKSPACE (such as {id}) instead of ENGAGEMENT_WORKSPACE_TAGS. See docs/hcp-terraform.md.`,
    );
  }
}
