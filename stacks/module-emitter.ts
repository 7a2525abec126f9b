import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { BuiltArchitecture } from "../modules/catalog";
import { FunctionFile } from "../modules/shared/function-zip";
import { parseBack } from "./hcl/parse-back";
import { writeModule } from "./hcl/write-module";
import { graph } from "./module-graph";
import { moduleStack } from "./module-stack";
import { testFiles } from "./module-tests";
import { providerAliases } from "./provider-aliases";

const ROOT = join(__dirname, "..");

/** Where the emitted modules lie. */
const MODULES_DIRECTORY = join(ROOT, "dist", "modules");

/**
 * Writes an architecture as an HCL module that stands alone: configuration, function code, README and tests.
 *
 * @returns the module's folder
 */
export async function emitModule(architecture: BuiltArchitecture, parent = MODULES_DIRECTORY): Promise<string> {
  const directory = join(parent, architecture.id);
  await writeConfiguration(architecture, directory);
  copyInto(directory, join(ROOT, "modules", architecture.id, "README.md"));
  return directory;
}

/**
 * Writes all of a module but its README, into an empty folder. What is written is parsed back and compared with the
 * graph it was made from.
 */
export async function writeConfiguration(architecture: BuiltArchitecture, directory: string): Promise<void> {
  const stack = moduleStack(architecture);
  const module = graph(stack);
  const header = `Generated from modules/${architecture.id} of terraform-aws-user-engagement; changes here are lost.`;
  const configuration = writeModule(module, header);
  await parseBack(configuration, module);

  rmSync(directory, { recursive: true, force: true });
  const types = new Set(module.layout.map(({ address }) => address.replace(/^data\./, "").split(".")[0] ?? ""));
  const tests = testFiles(architecture, types, providerAliases(module.json), header);
  for (const [path, text] of Object.entries({ ...configuration, ...tests })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  for (const { source, name } of FunctionFile.below(stack)) copyInto(join(directory, "functions"), source, name);
}

function copyInto(directory: string, file: string, name = basename(file)): void {
  mkdirSync(directory, { recursive: true });
  copyFileSync(file, join(directory, name));
}
