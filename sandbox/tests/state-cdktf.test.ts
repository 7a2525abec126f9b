import { join } from "node:path";
import { ROOT } from "../paths";
import { ended, init, startTerraform } from "../terraform";
import { suite } from "./suite";

const output = join(suite().folder, "cdktf");

/** Runs the command line of CDKTF in the checkout, where its configuration is. @throws Error with what it printed */
async function cdktf(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const quiet = { CI: "true", DISABLE_VERSION_CHECK: "1" };
  const program = join(ROOT, "node_modules", ".bin", "cdktf");
  const options = { cwd: ROOT, env: { ...suite().env, ...quiet, ...env } };
  const started = await startTerraform([...args, "--output", output], options, { program });
  const { code, output: text } = await ended(started);
  if (code !== 0) throw new Error(`cdktf ${args.join(" ")} failed:\n${text}`);
  return text;
}

test("cdktf synthesizes the chosen architecture and says what it would make", async () => {
  const settings = { ENGAGEMENT_ARCHITECTURES: "ses-event-processing", TF_VAR_name_prefix: "by-cdktf" };
  expect(await cdktf(["synth"], settings)).toContain("Generated Terraform code for the stacks: ses-event-processing");
  // With a lock file in place cdktf leaves the choice of providers to Terraform, and with it their mirror.
  await init({ cwd: join(output, "stacks", "ses-event-processing") });
  const text = await cdktf(["diff", "ses-event-processing"], settings);
  expect(text).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
  expect(text).toContain('"by-cdktf-processor"');
}, 60_000);

test("cdktf hands on why a configuration is refused", async () => {
  await expect(cdktf(["synth"], { ENGAGEMENT_BACKEND: "s3" })).rejects.toThrow(
    /The backend s3 needs ENGAGEMENT_STATE_BUCKET \(or "state_bucket" in cdktf\.json's context\) and ENGAGEMENT_STATE_REGION/,
  );
}, 30_000);

test("cdktf deploys and destroys a root", async () => {
  const fixture = ["named", "--app", "tsx stacks/fixtures/app.ts"];
  await cdktf(["synth", ...fixture.slice(1)]);
  await init({ cwd: join(output, "stacks", "named") });
  const settings = { TF_VAR_name_prefix: "by-cdktf" };
  expect(await cdktf(["deploy", ...fixture, "--auto-approve"], settings)).toContain("Apply complete!");
  expect(await cdktf(["diff", ...fixture], settings)).toContain("No changes.");
  expect(await cdktf(["destroy", ...fixture, "--auto-approve"], settings)).toContain("Destroy complete!");
}, 60_000);
