import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, closeSync, openSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Gateway } from "./gateway";
import { ACCOUNT, REGION } from "./gateway/ministack";
import { services } from "./gateway/services";
import { lostDeliveries } from "./log-watch";
import { NODE_BIN, ROOT, WORK } from "./paths";
import { killGroup, makeRunFolder, processId, removeDeadRuns, writeRun } from "./runs";
import { cloudPython } from "./venv";

/** How a cloud differs from the default one. */
export interface CloudOptions {
  /** Port of the endpoint on 127.0.0.1; without it a free one. */
  readonly port?: number;
  /** Share of its visibility timeout that a failed SQS record waits, more than 0, at most 1. @default 1 */
  readonly visibilityScale?: number;
}

/** A local cloud that runs. */
export interface RunningCloud {
  /** E.g. `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** MiniStack's own port on 127.0.0.1, behind the gateway. */
  readonly upstreamPort: number;
  /** What a program sets to use it: endpoint, Region and the root credentials of account 123456789012. */
  readonly env: Readonly<Record<string, string>>;
  /** The run's own folder, for Terraform's working folders; it goes when the cloud stops. */
  readonly folder: string;
  /** The log of MiniStack and of our own services, one line per creation, event and warning. It stays when the cloud stops. */
  readonly logFile: string;
  /** Log lines so far that say a delivery was lost. */
  lostDeliveries(): Promise<string[]>;
  /** Ends everything and removes the run's folder. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

/**
 * Starts a local cloud: MiniStack with permissions enforced behind the gateway. Several run side by side. It ends with
 * `stop()`, at the latest with this process. The first start on a machine makes the virtual environment.
 */
export async function startCloud(options: CloudOptions = {}): Promise<RunningCloud> {
  const python = await cloudPython();
  await removeDeadRuns();
  const folder = await makeRunFolder();
  const logFile = path.join(WORK, "logs", `${path.basename(folder)}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  const upstreamPort = await freePort();
  const log = (line: string): void => appendFileSync(logFile, `${line}\n`);
  const gateway = new Gateway({
    port: options.port ?? 0,
    upstreamPort,
    services: (cloud) => services(cloud, folder),
    log,
  });
  let launcher: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    await gateway.close();
    if (launcher) await end(launcher);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = `http://127.0.0.1:${await gateway.listen()}`;
    launcher = startLauncher(python, logFile, launcherEnv(options, endpoint, upstreamPort, folder));
    await untilHealthy(endpoint, launcher, logFile);
    const owner = await processId(process.pid);
    await writeRun(folder, { endpoint, owner, launcher: await processId(launcher.pid as number) });
    const readLost = async (): Promise<string[]> => lostDeliveries(await readFile(logFile, "utf8"));
    return { endpoint, upstreamPort, env: clientEnv(endpoint), folder, logFile, lostDeliveries: readLost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a client of the cloud at this endpoint sets; the account as access key is root. */
function clientEnv(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/**
 * MiniStack's whole environment. Functions inherit it, so nothing of the user's shell is in it: a forgotten variable
 * would work here and be missing on AWS.
 */
function launcherEnv(options: CloudOptions, endpoint: string, upstreamPort: number, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: [NODE_BIN, "/usr/local/bin", "/usr/bin", "/bin"].join(path.delimiter),
    HOME: folder,
    TMPDIR: folder,
    LANG: "C.UTF-8",
    TZ: "UTC",
    PYTHONUNBUFFERED: "1",
    LISTEN_PORT: String(upstreamPort),
    GATEWAY_PORT: new URL(endpoint).port,
    AWS_ENDPOINT_URL: endpoint,
    BIND_HOST: "127.0.0.1",
    IOT_MTLS_ENABLED: "0",
    SFTP_ENABLED: "0",
    AUTH: "true",
    MINISTACK_ACCOUNT_ID: ACCOUNT,
    SQS_VISIBILITY_SCALE: String(options.visibilityScale ?? 1),
  };
}

/** Its own process group, so that Ctrl-C reaches us alone; its input is the line that tells it when we are gone. */
function startLauncher(python: string, logFile: string, env: NodeJS.ProcessEnv): ChildProcess {
  const log = openSync(logFile, "a");
  try {
    const launcher = path.join(ROOT, "sandbox", "launcher");
    return spawn(python, [launcher], { env, detached: true, stdio: ["pipe", log, log] });
  } finally {
    closeSync(log);
  }
}

async function untilHealthy(endpoint: string, launcher: ChildProcess, logFile: string): Promise<void> {
  let failed: Error | undefined;
  launcher.once("error", (error) => {
    failed = error;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isHealthy(endpoint))) {
    if (!failed && launcher.exitCode === null && Date.now() < deadline) {
      await sleep(50);
      continue;
    }
    const log = (await readFile(logFile, "utf8")).trim().split("\n").slice(-15).join("\n");
    const why = failed?.message ?? (launcher.exitCode === null ? "it does not answer" : "it ended");
    throw new Error(`MiniStack did not start: ${why}. The end of ${path.relative(ROOT, logFile)}:\n${log}`);
  }
}

async function isHealthy(endpoint: string): Promise<boolean> {
  const response = await fetch(`${endpoint}/_ministack/health`);
  await response.arrayBuffer();
  return response.ok;
}

async function end(launcher: ChildProcess): Promise<void> {
  const { pid } = launcher;
  if (pid === undefined) return;
  if (launcher.exitCode === null) {
    const exited = new Promise((resolve) => launcher.once("exit", resolve));
    launcher.stdin?.end();
    await Promise.race([exited, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
  }
  killGroup(pid);
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = net.createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
