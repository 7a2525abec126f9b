import { readdir } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../sandbox/paths";
import { interleave } from "./interleave";
import { duration, type Measurement } from "./measurement";
import { runNode } from "./run-node";
import { median } from "./statistics";

const MAIN = path.join(ROOT, "main.ts");
const FLOOR = path.join(__dirname, "processes", "empty-stack.ts");
const MAX_RATIO = 2;

/** Times the synthesis of all roots beside the least that CDKTF can do. Writes roots to `folder`. */
export async function measureSynth(folder: string): Promise<Measurement> {
  const env = { ...process.env, CDKTF_OUTDIR: folder };
  const run = (file: string, args: readonly string[] = []) => runNode(["--import", "tsx", file, ...args], env);
  const bindings = await loadedBindings(env);
  const tasks = { all: () => run(MAIN), empty: () => run(FLOOR, bindings) };
  const times = await interleave({ rounds: 11, warmUps: 1, tasks });
  const [all, empty] = [median(times.all), median(times.empty)];
  const ratio = all / empty;
  const roots = await readdir(path.join(folder, "stacks"));
  return {
    title: "Synthesis",
    how:
      "`main.ts` in a fresh process, beside one that imports CDKTF and the same " +
      `${bindings.length} provider bindings and synthesizes one empty stack.`,
    figures: [
      {
        name: `all roots (${roots.filter((root) => root !== "empty").length})`,
        measured: duration(all),
        beside: duration(empty),
        ratio,
        goal: { text: `at most ${MAX_RATIO} times`, holds: ratio <= MAX_RATIO },
      },
    ],
  };
}

/** Modules of the provider bindings that `main.ts` loads. */
async function loadedBindings(env: NodeJS.ProcessEnv): Promise<string[]> {
  const script = "require(process.argv[1]); console.log(JSON.stringify(Object.keys(require.cache)))";
  const output = await runNode(["--import", "tsx", "--eval", script, MAIN], env);
  const files = JSON.parse(output.trim().split("\n").at(-1) ?? "") as string[];
  const names = files.map(
    (file) => /@cdktf\/provider-aws\/lib\/[^/]+(?=\/index\.js$)/.exec(file.replaceAll("\\", "/"))?.[0],
  );
  const bindings = names.filter((name) => name !== undefined);
  if (bindings.length === 0)
    throw new Error("main.ts loads no provider binding, so there is nothing to compare it with.");
  return bindings;
}
