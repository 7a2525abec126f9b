import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { builtArchitecture } from "../modules/catalog";
import { terraform } from "../sandbox/terraform";
import { ArchitectureStack } from "./architecture-stack";

const outdir = mkdtempSync(join(tmpdir(), "cloud-"));
afterAll(() => rmSync(outdir, { recursive: true }));

test("a root for HCP Terraform is valid", async () => {
  const app = new App({ outdir });
  const backend = { kind: "cloud", organization: "acme", workspaces: { name: "prod-{id}" } } as const;
  new ArchitectureStack(app, builtArchitecture("ses-event-processing"), backend);
  app.synth();
  const cwd = join(outdir, "stacks", "ses-event-processing");
  await terraform(["init", "-backend=false"], { cwd });
  expect(await terraform(["validate"], { cwd })).toContain("The configuration is valid.");
}, 60_000);
