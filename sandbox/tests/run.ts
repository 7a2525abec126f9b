import { spawnSync } from "node:child_process";

/**
 * `npm run test:unit`, `test:terraform` and `test:sandbox`; each takes `-- <id> …` to run what belongs to these
 * architectures only.
 */
function jestArguments(suite: string, ids: readonly string[]): string[] {
  const project = ["--selectProjects", suite];
  if (suite === "sandbox") {
    const patterns = ids.length === 0 ? [] : ["--testPathPatterns", "phases/", ...ids.map((id) => `tests/${id}\\.`)];
    return [...project, "--runInBand", ...patterns];
  }
  if (ids.length === 0) return project;
  return suite === "terraform"
    ? [...project, "--testNamePattern", `^(${ids.join("|")}) `]
    : [...project, "--testPathPatterns", ...ids];
}

const [suite = "unit", ...ids] = process.argv.slice(2);
const { status } = spawnSync("jest", jestArguments(suite, ids), {
  stdio: "inherit",
  env: { ...process.env, ...(ids.length > 0 && { SUITE_IDS: ids.join(",") }) },
});
process.exitCode = status ?? 1;
