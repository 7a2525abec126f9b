import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { replaceFile } from "./files";
import { WORK } from "./paths";

/** A process that can be told apart from a later one with the same id. */
export interface ProcessId {
  readonly pid: number;
  /** Start time as the system tells it; compared, never read. */
  readonly started: string;
}

/** What a cloud writes down about itself: first its owner, the rest once it runs. */
export interface Run {
  /** The program that started it. */
  readonly owner: ProcessId;
  /** MiniStack's process, the leader of its own process group. */
  readonly launcher?: ProcessId;
  readonly endpoint?: string;
}

const RUNS = path.join(WORK, "runs");
const RUN_FILE = "run.json";

/** Start time of a process, or `undefined` when there is none with this id. */
export async function startTime(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
    // proc(5): the 22nd field, counted behind the name, which may hold spaces and parentheses.
    return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  }
  const ps = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => undefined);
  return ps?.stdout.trim() || undefined;
}

/** The id of a process that runs now. */
export async function processId(pid: number): Promise<ProcessId> {
  const started = await startTime(pid);
  if (started === undefined) throw new Error(`Process ${pid} ended before its start time could be read.`);
  return { pid, started };
}

async function isAlive({ pid, started }: ProcessId): Promise<boolean> {
  return (await startTime(pid)) === started;
}

/** Makes the folder of a new run of this process. It is the run's temporary folder, too. */
export async function makeRunFolder(): Promise<string> {
  await mkdir(RUNS, { recursive: true });
  const folder = await mkdtemp(path.join(RUNS, "run-"));
  await writeRun(folder, { owner: await processId(process.pid) });
  return folder;
}

/** Writes down a run in its folder, where `liveRuns` and `removeDeadRuns` find it. */
export async function writeRun(folder: string, run: Run): Promise<void> {
  await replaceFile(path.join(folder, RUN_FILE), JSON.stringify(run));
}

/** The clouds of this checkout that run now. */
export async function liveRuns(): Promise<Required<Run>[]> {
  const isRunning = (run: Run): run is Required<Run> => run.endpoint !== undefined && run.launcher !== undefined;
  return (await allRuns())
    .filter(({ alive }) => alive)
    .map(({ run }) => run)
    .filter(isRunning);
}

/**
 * Removes what programs left that died without stopping their cloud. A launcher is ended only when its id and its
 * start time are those that were written down.
 */
export async function removeDeadRuns(): Promise<void> {
  for (const { folder, run, alive } of await allRuns()) {
    if (alive) continue;
    if (run.launcher && (await isAlive(run.launcher))) killGroup(run.launcher.pid);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ends a process group at once; one that is gone is no error. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function allRuns(): Promise<{ folder: string; run: Run; alive: boolean }[]> {
  const names = await readdir(RUNS).catch(() => []);
  const runs = names.map(async (name) => {
    const folder = path.join(RUNS, name);
    // A folder is made an instant before its file.
    const text = await readFile(path.join(folder, RUN_FILE), "utf8").catch(() => undefined);
    if (text === undefined) return [];
    const run = JSON.parse(text) as Run;
    return [{ folder, run, alive: await isAlive(run.owner) }];
  });
  return (await Promise.all(runs)).flat();
}
