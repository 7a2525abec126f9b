import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtArchitecture } from "../../modules/catalog";
import { emitModule } from "../../stacks/module-emitter";
import { ROOT } from "../paths";
import { init, plan } from "../terraform";
import { suite } from "./suite";

test("the root in the README can be planned beside dist/", async () => {
  const [, snippet = ""] = /```hcl\n# main\.tf.*?\n(.*?)```/s.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
  const folder = join(suite().folder, "readme");
  const cwd = join(folder, "my-root");
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "main.tf"), snippet);
  await emitModule(builtArchitecture("ses-event-processing"), join(folder, "dist", "modules"));
  const options = { cwd, env: suite().env };
  await init(options);
  const { text } = await plan(options);
  expect(text).toContain("Plan: 18 to add, 0 to change, 0 to destroy.");
}, 60_000);
