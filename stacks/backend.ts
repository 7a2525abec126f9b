import { LocalBackend, type TerraformStack } from "cdktf";

/** Keeps the state of a root in its own folder, the only backend so far. */
export function addBackend(stack: TerraformStack): void {
  // Relative to where Terraform runs; CDKTF's default would be an absolute path of this machine.
  new LocalBackend(stack, { path: "terraform.tfstate" });
}
