import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuiltArchitecture } from "../modules/catalog";
import { emitModule } from "../stacks/module-emitter";
import { ROOT } from "./paths";

/**
 * Emits an architecture's module into a folder and puts the example that uses it beside it, so that neither state nor
 * a run in parallel touches the checkout.
 *
 * @returns the example's folder, a root
 */
export async function writeExample(architecture: BuiltArchitecture, folder: string): Promise<string> {
  return writeExampleOf([architecture], architecture.id, folder);
}

/** Does the same for an example that uses several modules. */
export async function writeExampleOf(
  architectures: readonly BuiltArchitecture[],
  name: string,
  folder: string,
): Promise<string> {
  for (const architecture of architectures) await emitModule(architecture, join(folder, "modules"));
  const root = join(folder, `example-${name}`);
  mkdirSync(root, { recursive: true });
  const text = readFileSync(join(ROOT, "examples", name, "main.tf"), "utf8");
  writeFileSync(join(root, "main.tf"), text.replaceAll("../../dist/modules", "../modules"));
  return root;
}
