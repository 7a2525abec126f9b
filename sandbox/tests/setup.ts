import { buildFunctions } from "../../functions/build";
import { type RunningCloud, startCloud } from "../cloud";
import { checkPrerequisites } from "../prerequisites";
import { apply, init, outputs } from "../terraform";
import { prepareAccount } from "./account";
import { type Root, writeRoots } from "./roots";
import { type AppliedRoot, writeSuite } from "./suite";

/** Roots applied at the same time: their waits overlap, their provider processes share two cores. */
const AT_A_TIME = 4;

/** Starts one local cloud and applies every root in it, once for all test files. */
export default async function setup(): Promise<void> {
  await checkPrerequisites();
  await buildFunctions();
  const cloud = await startCloud({ visibilityScale: 0.01 });
  globalThis.suiteCloud = cloud;
  await prepareAccount(cloud);
  const ids = process.env["SUITE_IDS"]?.split(",");
  const waiting = await writeRoots(cloud.folder, ids);
  const roots: AppliedRoot[] = [];
  const worker = async () => {
    for (let root = waiting.shift(); root; root = waiting.shift()) roots.push(await applyRoot(root, cloud));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  const { endpoint, env, logFile, folder } = cloud;
  writeSuite({ endpoint, env, logFile, folder, roots });
}

async function applyRoot(root: Root, cloud: RunningCloud): Promise<AppliedRoot> {
  const options = { cwd: root.cwd, env: { ...cloud.env, ...terraformVariables(root) } };
  try {
    await init(options);
    await apply(options);
    return { ...root, outputs: await outputs(options) };
  } catch (error) {
    return { ...root, error: (error as Error).message, outputs: {} };
  }
}

/** https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_var_name */
export function terraformVariables(root: Root): Record<string, string> {
  return Object.fromEntries(Object.entries(root.variables).map(([name, value]) => [`TF_VAR_${name}`, value]));
}

declare global {
  var suiteCloud: RunningCloud | undefined;
}
