import { availableParallelism } from "node:os";
import { checkPrerequisites } from "../sandbox/prerequisites";

/** The class of this machine, without its name: cores, platform, and the versions that figures depend on. */
export async function describeMachine(): Promise<string> {
  const { terraform } = await checkPrerequisites();
  const tool = terraform.command === "tofu" ? "OpenTofu" : "Terraform";
  const versions = `Node.js ${process.versions.node}, ${tool} ${terraform.version}`;
  return `${availableParallelism()} cores, ${process.platform} ${process.arch}, ${versions}`;
}
