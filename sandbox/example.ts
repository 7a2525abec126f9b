import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtArchitecture } from "../modules/catalog";
import { emitModule } from "../stacks/module-emitter";
import { ROOT } from "./paths";

/**
 * Emits the modules that an example uses into a folder and puts the example beside them, so that neither state nor a
 * run in parallel touches the checkout.
 *
 * @param name its folder in `examples/`
 * @returns the example's folder, a root
 */
export async function writeExample(name: string, folder: string): Promise<string> {
  const text = readFileSync(join(ROOT, "examples", name, "main.tf"), "utf8");
  const used = new Set([...text.matchAll(/\/dist\/modules\/([\w-]+)/g)].map(([, id]) => String(id)));
  for (const id of used) await emitModule(builtArchitecture(id), join(folder, "modules"));
  const root = join(folder, `example-${name}`);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "main.tf"), text.replaceAll("../../dist/modules", "../modules"));
  return root;
}
