import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { NODE_BIN } from "../sandbox/paths";

/** The Node.js that functions run with. */
export const NODE = path.join(NODE_BIN, "node");

/** No process that is measured takes longer than this. */
export const TIMEOUT_MS = 60_000;

/**
 * Runs a fresh Node.js process to its end, a minute at most.
 *
 * @returns what it printed
 * @throws Error with what it wrote when it fails
 */
export async function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(NODE, args, { env, timeout: TIMEOUT_MS, maxBuffer: 2 ** 24 });
  return stdout;
}
