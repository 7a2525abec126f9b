import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtArchitectures } from "../modules/catalog";

const ROOT = join(__dirname, "..");

/** A folder below the checkout, where the packages of the checkout are found. */
let folder: string;

beforeAll(() => {
  mkdirSync(join(ROOT, ".sandbox"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".sandbox", "snippets-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(builtArchitectures.map(({ id }) => id))("the TypeScript of the README of %s synthesizes", (id) => {
  const readme = readFileSync(join(ROOT, "modules", id, "README.md"), "utf8");
  const [, snippet = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const file = join(folder, `${id}.ts`);
  writeFileSync(file, snippet.replaceAll('from "./', 'from "../../'));
  const { status, stderr } = spawnSync(join(ROOT, "node_modules/.bin/tsx"), [file], { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { resource, output } = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/mail/cdk.tf.json"), "utf8"));
  expect(Object.keys(resource.aws_sqs_queue)).toContain("feedback");
  expect(output.configuration_set.value).toBe("${local.configuration_set_name}");
});
