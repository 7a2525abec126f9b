import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ROOT, WORK } from "./paths";
import { findTerraform, MissingPrerequisites, TERRAFORM_MISSING } from "./prerequisites";
import { cliConfiguration } from "./provider-mirror";

/** Where Terraform runs, and against what. */
export interface TerraformOptions {
  /** Folder of the root. */
  readonly cwd: string;
  /** Added to the environment, from which every `AWS_*` variable has been taken: `env` of a running cloud. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Terraform ended with an error; the message is its own text. */
export class TerraformError extends Error {
  constructor(
    args: readonly string[],
    cwd: string,
    readonly output: string,
  ) {
    const diagnostics = output.slice(Math.max(0, output.indexOf("╷")));
    super(`terraform ${args.join(" ")} failed in ${path.relative(ROOT, cwd) || "."}:\n${diagnostics.trim()}`);
    this.name = "TerraformError";
  }
}

/** What a plan found. */
export interface Plan {
  /** False when the state is what the configuration says: a no-op. */
  readonly changes: boolean;
  /** Terraform's text. */
  readonly text: string;
}

/** Runs Terraform, or OpenTofu where that is installed. @returns all that it printed. @throws TerraformError */
export async function terraform(args: readonly string[], options: TerraformOptions): Promise<string> {
  const { code, output } = await run(args, options);
  if (code !== 0) throw new TerraformError(args, options.cwd, output);
  return output;
}

let installing: Promise<unknown> = Promise.resolve();

/** Installs providers and modules and connects the backend. One at a time: the plugin cache is not safe otherwise. */
export function init(options: TerraformOptions, args: readonly string[] = []): Promise<string> {
  const done = installing.then(() => terraform(["init", "-input=false", "-no-color", ...args], options));
  installing = done.catch(() => undefined);
  return done;
}

/** Compares configuration and state. @throws TerraformError when there is no plan */
export async function plan(options: TerraformOptions, args: readonly string[] = []): Promise<Plan> {
  const command = ["plan", "-input=false", "-no-color", "-detailed-exitcode", ...args];
  const { code, output } = await run(command, options);
  if (code !== 0 && code !== 2) throw new TerraformError(command, options.cwd, output);
  return { changes: code === 2, text: output };
}

/** Makes the resources. */
export function apply(options: TerraformOptions, args: readonly string[] = []): Promise<string> {
  return terraform(["apply", "-input=false", "-no-color", "-auto-approve", ...args], options);
}

/** Removes the resources. */
export function destroy(options: TerraformOptions, args: readonly string[] = []): Promise<string> {
  return terraform(["destroy", "-input=false", "-no-color", "-auto-approve", ...args], options);
}

/** The root's outputs by name, sensitive ones too. */
export async function outputs(options: TerraformOptions): Promise<Record<string, unknown>> {
  const values = JSON.parse(await terraform(["output", "-json"], options)) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
}

let environment: Promise<{ command: string; env: Record<string, string> }> | undefined;

async function prepare(): Promise<{ command: string; env: Record<string, string> }> {
  const tool = await findTerraform();
  if (!tool) throw new MissingPrerequisites([TERRAFORM_MISSING]);
  const cache = path.join(WORK, "plugin-cache");
  await mkdir(cache, { recursive: true });
  const env = {
    TF_CLI_CONFIG_FILE: await cliConfiguration(tool.command),
    TF_PLUGIN_CACHE_DIR: cache,
    // Roots here are generated and have no lock file to compare the cache with.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  };
  return { command: tool.command, env };
}

async function run(args: readonly string[], { cwd, env }: TerraformOptions): Promise<{ code: number; output: string }> {
  environment ??= prepare();
  const prepared = await environment;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  const child = spawn(prepared.command, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...prepared.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
