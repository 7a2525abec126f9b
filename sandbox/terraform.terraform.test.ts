import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { apply, destroy, init, outputs, plan, TerraformError, terraform } from "./terraform";

/** Needs no provider but Terraform's own. */
const ROOT_MODULE = `
variable "size" {
  type    = number
  default = 1
}
resource "terraform_data" "this" {
  input = { size = var.size }
}
output "size" {
  value = terraform_data.this.output.size
}
output "secret" {
  value     = "s"
  sensitive = true
}
`;

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(path.join(os.tmpdir(), "terraform-"));
  writeFileSync(path.join(cwd, "main.tf"), ROOT_MODULE);
});

afterEach(() => rmSync(cwd, { recursive: true }));

it("applies a root, tells a no-op plan from a change, and destroys", async () => {
  await init({ cwd });
  expect(await plan({ cwd })).toMatchObject({ changes: true, text: expect.stringContaining("1 to add") });
  await apply({ cwd });
  expect(await outputs({ cwd })).toEqual({ size: 1, secret: "s" });
  expect((await plan({ cwd })).changes).toBe(false);
  expect(await destroy({ cwd })).toContain("Destroy complete! Resources: 1 destroyed.");
}, 30_000);

it("gives the root the environment of the caller, and no other TF_ or AWS_ variable", async () => {
  process.env["TF_VAR_size"] = "7";
  await init({ cwd });
  await apply({ cwd, env: {} });
  expect(await outputs({ cwd })).toMatchObject({ size: 1 });
  await apply({ cwd, env: { TF_VAR_size: "3" } });
  delete process.env["TF_VAR_size"];
  expect(await outputs({ cwd })).toMatchObject({ size: 3 });
}, 30_000);

it("fails with Terraform's own text, in plain letters", async () => {
  writeFileSync(path.join(cwd, "wrong.tf"), 'resource "terraform_data" "this" {}');
  const failure = await terraform(["validate"], { cwd }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TerraformError);
  expect(String(failure)).toMatch(/terraform validate failed in .*:\nError: Duplicate resource "terraform_data"/);
});
