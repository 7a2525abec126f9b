import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { type RunningCloud, startCloud } from "../../cloud";
import { ROOT } from "../../paths";
import { liveRuns, startTime } from "../../runs";
import { cloudPython } from "../../venv";
import { Client, FIRST_START_MS } from "./client";

const running: RunningCloud[] = [];
const children: ChildProcess[] = [];

beforeAll(() => cloudPython(), FIRST_START_MS);

async function start(): Promise<RunningCloud> {
  const cloud = await startCloud();
  running.push(cloud);
  return cloud;
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await Promise.all(running.splice(0).map((cloud) => cloud.stop()));
});

/** The command line as a process of its own, and what it prints. */
function cli(...args: string[]): {
  child: ChildProcess;
  output: () => string;
  printed: (text: RegExp) => Promise<RegExpExecArray>;
} {
  const argv = ["--import", "tsx", path.join(ROOT, "sandbox", "cli.ts"), ...args];
  // Jest's process.env is a copy that a child does not get by itself.
  const child = spawn(process.execPath, argv, { cwd: ROOT, env: process.env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  const printed = async (wanted: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = wanted.exec(text);
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`The command ended without ${wanted}:\n${text}`);
      await Promise.race([once(child.stdout, "data"), once(child.stderr, "data"), once(child, "close")]);
    }
  };
  return { child, output: () => text, printed };
}

const isUp = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`).then(
    (response) => response.ok,
    () => false,
  );

it("two clouds run side by side and know nothing of each other", async () => {
  const [one, two] = await Promise.all([start(), start()]);
  expect(one.endpoint).not.toBe(two.endpoint);
  const url = await new Client(one).createQueue("mine");
  const list = (cloud: RunningCloud): Promise<object> => new Client(cloud).json("sqs", "AmazonSQS.ListQueues", {});
  expect(await list(one)).toEqual({ QueueUrls: [url] });
  expect(await list(two)).toEqual({ QueueUrls: [] });
});

it("a function runs on Node.js 22 and sees nothing of the user's environment", async () => {
  process.env["SECRET_OF_THE_SHELL"] = "1";
  const cloud = await start();
  delete process.env["SECRET_OF_THE_SHELL"];
  const client = new Client(cloud);
  await client.createFunction(
    "reporter",
    "exports.handler = async () => ({ node: process.version, env: process.env });",
  );
  const { node, env } = await client.invoke<{ node: string; env: Record<string, string> }>("reporter");
  expect(node).toMatch(/^v22\./);
  expect(env).toMatchObject({ AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: "us-east-1" });
  for (const name of ["SECRET_OF_THE_SHELL", "LOG_LEVEL", "NODE_OPTIONS"]) expect(env).not.toHaveProperty(name);
});

it("a service or an operation that is not there is named", async () => {
  const client = new Client(await start());
  await expect(client.send("mobiletargeting", "GET", "/v1/apps")).rejects.toThrow(
    /400 .*NotImplementedInSandbox.*The sandbox has no mobiletargeting GET \/v1\/apps/,
  );
  await expect(client.query("sns", { Action: "Whisper" })).rejects.toThrow(
    /400 .*<Code>NotImplementedInSandbox<\/Code>.*The sandbox has no sns Whisper/,
  );
});

it("stop leaves nothing behind", async () => {
  const cloud = await startCloud();
  const run = (await liveRuns()).find(({ endpoint }) => endpoint === cloud.endpoint);
  await cloud.stop();
  expect(await isUp(cloud.endpoint)).toBe(false);
  expect(await startTime(run?.launcher.pid ?? 0)).not.toBe(run?.launcher.started);
  expect((await liveRuns()).map(({ endpoint }) => endpoint)).not.toContain(cloud.endpoint);
});

it("a start that fails says why", async () => {
  await expect(startCloud({ visibilityScale: 2 })).rejects.toThrow(
    /MiniStack did not start: it ended\.[\s\S]*SQS_VISIBILITY_SCALE must be more than 0 and at most 1; got 2\./,
  );
});

it("a port that is taken is named", async () => {
  const port = Number(new URL((await start()).endpoint).port);
  await expect(startCloud({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use.`);
});

it("MiniStack ends with a program that was killed, and the next start removes what it left", async () => {
  const { child, printed } = cli();
  const endpoint = (await printed(/answers at (http:\S+),/))[1];
  const run = (await liveRuns()).find((candidate) => candidate.endpoint === endpoint);
  expect(run?.owner.pid).toBe(child.pid);
  child.kill("SIGKILL");
  await once(child, "exit");
  while ((await startTime(run?.launcher.pid ?? 0)) === run?.launcher.started)
    await new Promise((r) => setTimeout(r, 50));
  await start();
  expect((await liveRuns()).map((candidate) => candidate.endpoint)).not.toContain(endpoint);
}, 15_000);

it("the command line runs a cloud until it is told to stop, and asks it commands", async () => {
  const { child, printed } = cli();
  const endpoint = (await printed(/export AWS_ENDPOINT_URL=(\S+)/))[1] ?? "";
  process.env["AWS_ENDPOINT_URL"] = endpoint;
  const wrong = cli("command", "dance");
  await once(wrong.child, "close");
  expect([wrong.child.exitCode, wrong.output()]).toEqual([1, expect.stringContaining('There is no command "dance"')]);
  const reset = cli("command", "reset");
  await once(reset.child, "close");
  delete process.env["AWS_ENDPOINT_URL"];
  expect([reset.child.exitCode, reset.output()]).toEqual([0, "{}\n"]);
  child.kill("SIGINT");
  await printed(/The local cloud has stopped\./);
  expect(await isUp(endpoint)).toBe(false);
}, 15_000);
