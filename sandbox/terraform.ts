import { type ChildProcessByStdio, spawn } from "node:child_process";
import path from "node:path";
import type { Readable } from "node:stream";
import { ROOT } from "./paths";
import { findTerraform, MissingPrerequisites, TERRAFORM_MISSING } from "./prerequisites";
import { cliConfiguration } from "./terraform-cli";

/** Where Terraform runs, and against what. */
export interface TerraformOptions {
  /** Folder of the root. */
  readonly cwd: string;
  /** Added to the environment, whose own `AWS_*` and `TF_*` variables stay out (but TF_LOG): a running cloud's `env`. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Terraform ended with an error; the message is its own text. */
export class TerraformError extends Error {
  constructor(
    args: readonly string[],
    cwd: string,
    readonly output: string,
  ) {
    const diagnostics = output.slice(Math.max(0, output.search(/^Error:/m)));
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

/** Installs providers and modules and connects the backend. */
export function init(options: TerraformOptions, args: readonly string[] = []): Promise<string> {
  return terraform(["init", ...args], options);
}

/** Compares configuration and state. @throws TerraformError when there is no plan */
export async function plan(options: TerraformOptions, args: readonly string[] = []): Promise<Plan> {
  const command = ["plan", "-detailed-exitcode", ...args];
  const { code, output } = await run(command, options);
  if (code !== 0 && code !== 2) throw new TerraformError(command, options.cwd, output);
  return { changes: code === 2, text: output };
}

/** Makes the resources. */
export function apply(options: TerraformOptions, args: readonly string[] = []): Promise<string> {
  return terraform(["apply", "-auto-approve", ...args], options);
}

/** Removes the resources. */
export function destroy(options: TerraformOptions, args: readonly string[] = []): Promise<string> {
  return terraform(["destroy", "-auto-approve", ...args], options);
}

/** The root's outputs by name, sensitive ones too. */
export async function outputs(options: TerraformOptions): Promise<Record<string, unknown>> {
  const values = JSON.parse(await terraform(["output", "-json"], options)) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
}

/** How Terraform is started here. */
export interface Prepared {
  /** `terraform` or `tofu`. */
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

let prepared: Promise<Prepared> | undefined;

/** Finds the program and its provider, once; the first time on a machine that may mean to fetch the provider. */
export function prepareTerraform(): Promise<Prepared> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<Prepared> {
  const tool = await findTerraform();
  if (!tool) throw new MissingPrerequisites([TERRAFORM_MISSING]);
  const env = {
    TF_CLI_CONFIG_FILE: await cliConfiguration(tool.command),
    TF_CLI_ARGS: "-no-color",
    TF_INPUT: "0",
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  };
  return { command: tool.command, env };
}

/** How Terraform is started other than by default. */
export interface StartOptions {
  /** Another program that runs Terraform itself, such as cdktf. */
  readonly program?: string;
  /** Leads a process group of its own, by which it and its provider can be ended: alone, a provider would stay. */
  readonly detached?: boolean;
}

/** Starts Terraform, for who does not wait until it ends. */
export async function startTerraform(
  args: readonly string[],
  { cwd, env }: TerraformOptions,
  { program, detached = false }: StartOptions = {},
): Promise<ChildProcessByStdio<null, Readable, Readable>> {
  const { command, env: own } = await prepareTerraform();
  const inherited = Object.entries(process.env).filter(([name]) => !/^AWS_|^TF_(?!LOG)/.test(name));
  return spawn(program ?? command, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...own, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached,
  });
}

/** What a started program printed, and its exit code; 1 when a signal ended it. */
export async function ended(
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<{ code: number; output: string }> {
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

async function run(args: readonly string[], options: TerraformOptions): Promise<{ code: number; output: string }> {
  return ended(await startTerraform(args, options));
}
