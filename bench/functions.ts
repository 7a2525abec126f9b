import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuiltFunction, buildFunctions } from "../functions/build";
import { environmentOf } from "./environments";
import { interleave } from "./interleave";
import { duration, type Figure, kilobytes, type Measurement } from "./measurement";
import { runNode } from "./run-node";
import { median } from "./statistics";

/** Bundles every function into `folder` and measures sizes and cold loads. */
export async function measureFunctions(folder: string): Promise<Measurement> {
  const built = await buildFunctions(folder);
  const empty = path.join(folder, "empty.js");
  await writeFile(empty, "exports.handler = async () => ({});\n");
  const figures: Figure[] = [];
  for (const one of built) {
    figures.push(...(await sizes(one)), await coldLoad(one.name, path.join(folder, one.name, "index.js"), empty));
  }
  return {
    title: "Function bundles",
    how:
      "`index.js` as `npm run build` makes it, beside its budget; the zip beside `index.js`. The cold load is a fresh " +
      "Node.js process that requires `index.js`, from start to end, beside one that requires an empty handler.",
    figures,
  };
}

async function sizes({ name, zip, bytes, budget }: BuiltFunction): Promise<Figure[]> {
  const zipped = (await stat(zip)).size;
  const goal = { text: `at most ${kilobytes(budget)}`, holds: bytes <= budget };
  return [
    { name: `${name}: code`, measured: kilobytes(bytes), beside: kilobytes(budget), ratio: bytes / budget, goal },
    { name: `${name}: zip`, measured: kilobytes(zipped), beside: kilobytes(bytes), ratio: zipped / bytes },
  ];
}

async function coldLoad(name: string, handler: string, empty: string): Promise<Figure> {
  const env = environmentOf(name);
  const load = (file: string) => runNode(["--eval", "require(process.argv[1])", file], env);
  const times = await interleave({
    rounds: 21,
    warmUps: 1,
    tasks: { full: () => load(handler), empty: () => load(empty) },
  });
  const [full, floor] = [median(times.full), median(times.empty)];
  return { name: `${name}: cold load`, measured: duration(full), beside: duration(floor), ratio: full / floor };
}
