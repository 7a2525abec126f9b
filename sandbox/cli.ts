import { runCommand } from "./client";
import type { RunningCloud } from "./cloud";
import { checkPrerequisites } from "./prerequisites";
import { liveRuns } from "./runs";
import { prepareTerraform } from "./terraform";
import { cloudPython } from "./venv";

const USAGE = `Usage:
  npm run sandbox                                       start a local cloud, until Ctrl-C
  npm run sandbox -- --port 4566                        the same on a port of your choice
  npm run sandbox -- prepare                            install what it needs, start nothing
  npm run sandbox -- command <name> '<input as JSON>'   ask a running one`;

/** Runs the command line. @throws Error with a text for the user */
async function main([word, ...rest]: string[]): Promise<void> {
  if (word === undefined) return serve({});
  if (word === "--port" && /^\d+$/.test(rest[0] ?? "")) return serve({ port: Number(rest[0]) });
  if (word === "prepare") return prepare();
  if (word === "command" && rest[0] !== undefined) return command(rest[0], rest[1] ?? "{}");
  throw new Error(USAGE);
}

async function prepare(): Promise<void> {
  const { terraform } = await checkPrerequisites();
  await Promise.all([cloudPython(), prepareTerraform()]);
  console.log(`Ready: Node.js ${process.versions.node}, ${terraform.command} ${terraform.version}, MiniStack.`);
}

async function serve(options: { port?: number }): Promise<void> {
  await checkPrerequisites();
  // With it come a grammar, DuckDB and a chart library, which whoever only asks a running cloud should not wait for.
  const { startCloud } = require("./cloud") as typeof import("./cloud");
  const cloud = await startCloud(options);
  announce(cloud);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  await cloud.stop();
  console.log("\nThe local cloud has stopped.");
}

function announce({ endpoint, env, logFile }: RunningCloud): void {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${value}`);
  console.log(`The local cloud answers at ${endpoint}, log in ${logFile}.
Charts of its event lake, once there is one: ${endpoint}/_sandbox/dashboard
Mail per second against the sending quota:   ${endpoint}/_sandbox/sending
Ctrl-C stops it. In another shell:

unset AWS_PROFILE AWS_SESSION_TOKEN
${exports.join("\n")}`);
}

async function command(name: string, input: string): Promise<void> {
  console.log(await runCommand(await runningEndpoint(), name, input));
}

/** The endpoint of this checkout's cloud; with several, AWS_ENDPOINT_URL says which. */
async function runningEndpoint(): Promise<string> {
  const endpoints = (await liveRuns()).map(({ endpoint }) => endpoint);
  const [only, ...others] = endpoints;
  const chosen = endpoints.find((endpoint) => endpoint === process.env["AWS_ENDPOINT_URL"]);
  if (chosen) return chosen;
  if (only === undefined) throw new Error("No local cloud is running. Start one with: npm run sandbox");
  if (others.length === 0) return only;
  throw new Error(`Several local clouds are running. Set AWS_ENDPOINT_URL to one of ${endpoints.join(", ")}.`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
