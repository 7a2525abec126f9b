import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtArchitecture, builtArchitectures } from "../modules/catalog";
import { SynthesizedModule } from "./testing";

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
  const [, name = ""] = /new EngagementStack\(app, "(.*)"\)/.exec(snippet) ?? [];
  const stack = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks", name, "cdk.tf.json"), "utf8"));
  const addresses = Object.entries<object>(stack.resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
  expect(addresses.sort()).toEqual(SynthesizedModule.of(builtArchitecture(id)).addresses);
  expect(Object.keys(stack.output)).toHaveLength(1);
});
