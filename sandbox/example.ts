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
  const { id } = architecture;
  await emitModule(architecture, join(folder, "modules"));
  const root = join(folder, `example-${id}`);
  mkdirSync(root, { recursive: true });
  const text = readFileSync(join(ROOT, "examples", id, "main.tf"), "utf8");
  writeFileSync(join(root, "main.tf"), text.replaceAll("../../dist/modules", "../modules"));
  return root;
}
