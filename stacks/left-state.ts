import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Manifest } from "cdktf";

/**
 * Stops a synthesis without a root whose local state lies in its folder: the command line of CDKTF would remove that
 * folder, the state with it (`SynthStack.synth` of @cdktf/cli-core 0.21.0).
 *
 * @param ids the roots that are synthesized
 * @throws Error naming the folders
 */
export function refuseToLoseState(outdir: string, ids: readonly string[]): void {
  const stacks = join(outdir, Manifest.stacksFolder);
  const left = subfolders(stacks).filter((id) => !ids.includes(id) && hasState(join(stacks, id)));
  if (left.length === 0) return;
  const folders = left.map((id) => join(relative(process.cwd(), stacks), id));
  throw new Error(
    `Local state lies in ${folders.join(" and ")}, which is not synthesized this time, and cdktf removes such folders. Name ${left.join(",")} in ENGAGEMENT_ARCHITECTURES, too, or destroy it first, or move its state away. See docs/state.md.`,
  );
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** Whether any workspace's state names a resource: https://developer.hashicorp.com/terraform/language/backend/local */
function hasState(root: string): boolean {
  const workspaces = join(root, "terraform.tfstate.d");
  const folders = [root, ...subfolders(workspaces).map((name) => join(workspaces, name))];
  const files = folders.map((folder) => join(folder, "terraform.tfstate")).filter(existsSync);
  // Destroyed, it says so; moved to another backend, it is empty.
  return files.map((file) => readFileSync(file, "utf8")).some((text) => text && !text.includes('"resources": []'));
}
