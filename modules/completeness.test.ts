import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { builtArchitectures, catalog } from "./catalog";

const ROOT = join(__dirname, "..");

/** Folders with a file of this name, below a folder of the checkout. */
function foldersWith(parent: string, file: string): string[] {
  const folders = readdirSync(join(ROOT, parent), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => existsSync(join(ROOT, parent, name, file)));
}

/** Files of the checkout by how their name ends. */
function files(...endings: string[]): string[] {
  const parents = ["modules", "functions", "stacks", "sandbox"];
  return parents
    .flatMap((parent) =>
      readdirSync(join(ROOT, parent), { recursive: true, encoding: "utf8" }).map((f) => join(parent, f)),
    )
    .filter((file) => endings.some((ending) => file.endsWith(ending)) && !file.includes("completeness.test"));
}

const ids = builtArchitectures.map(({ id }) => id);
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

test("the catalogue has the 25 architectures of AWS in their order, then ours", () => {
  expect(catalog.length).toBeGreaterThanOrEqual(26);
  expect(catalog.map(({ number }) => number)).toEqual(catalog.map((_, index) => index + 1));
  expect(new Set(catalog.map(({ id }) => id)).size).toBe(catalog.length);
});

test("every module has a row in the catalogue, and every row that is not planned a module", () => {
  expect(foldersWith("modules", "index.ts")).toEqual([...ids].sort());
});

test.each(ids)("%s has all its parts", (id) => {
  const parts = [
    ...["index.ts", "inputs.ts", "plans.ts", "README.md", "acceptance.json", `${id}.test.ts`].map(
      (f) => `modules/${id}/${f}`,
    ),
    `examples/${id}/main.tf`,
    `sandbox/tests/${id}.e2e.test.ts`,
  ];
  expect(parts.filter((part) => !existsSync(join(ROOT, part)))).toEqual([]);
});

test("every example belongs to a module, or shows how several share a lake", () => {
  expect(foldersWith("examples", "main.tf")).toEqual([...ids, "event-lake"].sort());
});

test.each(foldersWith("functions", "handler.ts"))("function %s has its tests and a module that deploys it", (name) => {
  const parts = ["handler.test.ts", "core.ts", "core.test.ts"].map((file) => `functions/${name}/${file}`);
  expect(parts.filter((part) => !existsSync(join(ROOT, part)))).toEqual([]);
  const constructs = files(".ts")
    .filter((file) => file.startsWith("modules/"))
    .map(read);
  const isDeployed = constructs.some((text) => text.includes(`folder: "${name}"`));
  expect(isDeployed).toBe(true);
});

test("every acceptance line has a test, and every test that names one a line", () => {
  const lines = ids.flatMap((id) => Object.keys(JSON.parse(read(`modules/${id}/acceptance.json`))));
  const named = files(".test.ts").flatMap((file) => read(file).match(/(?<=["'`])\d\d-[A-Z]+\d+\b/g) ?? []);
  // A shared function may prove a line before the module that has it stands.
  const planned = catalog.filter(({ construct }) => !construct).map(({ number }) => String(number).padStart(2, "0"));
  const due = named.filter((line) => !planned.includes(line.slice(0, 2)));
  expect([...new Set(due)].sort()).toEqual([...lines].sort());
});

test("acceptance lines are numbered with their architecture", () => {
  for (const { id, number } of builtArchitectures) {
    const lines = Object.keys(JSON.parse(read(`modules/${id}/acceptance.json`)));
    const prefix = String(number).padStart(2, "0");
    expect(lines.filter((line) => !line.startsWith(`${prefix}-`))).toEqual([]);
  }
});
