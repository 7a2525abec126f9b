import { execFile, fork } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { NODE_BIN } from "../sandbox/paths";

/** The Node.js that functions run with. */
const NODE = path.join(NODE_BIN, "node");

/** No process that is measured takes longer than this, unless it says so. */
const TIMEOUT_MS = 60_000;

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

/** How a program of `processes/` runs. */
export interface ProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  /** Options of Node.js. */
  readonly execArgv?: readonly string[];
  /** @default 60,000 */
  readonly timeoutMs?: number;
}

/**
 * Runs `processes/<name>.ts` in a process of its own: no other code's traces in its compiler and its memory, and what
 * it prints goes nowhere.
 *
 * @returns the message that it sends
 * @throws Error when it ends without one
 */
export async function runProcess<Report>(name: string, options: ProcessOptions): Promise<Report> {
  const child = fork(path.join(__dirname, "processes", `${name}.ts`), options.args, {
    execPath: NODE,
    execArgv: ["--import", "tsx", ...(options.execArgv ?? [])],
    env: options.env,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    timeout: options.timeoutMs ?? TIMEOUT_MS,
  });
  return new Promise((resolve, reject) => {
    child.once("message", (report) => resolve(report as Report));
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`The process ${name} ended with ${signal ?? code}.`)));
  });
}
