import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { replaceFile } from "./files";
import { WORK } from "./paths";
import { AWS_PROVIDER_VERSION, findMirror, mirrorAt, mirrorConfiguration } from "./provider-mirror";

/** Registry host in the full name of a provider that is written `hashicorp/aws`, by the program that reads it. */
const HOSTS: Readonly<Record<string, string>> = { terraform: "registry.terraform.io", tofu: "registry.opentofu.org" };

/**
 * The CLI configuration that Terraform is run with. It names one unpacked mirror of the AWS provider, so that an init
 * links to it in a second and asks no network: a mirror found on this machine, else our own below `.sandbox/`, made once.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 * @param command `terraform` or `tofu`
 * @returns path of the file
 */
export async function cliConfiguration(command: string): Promise<string> {
  const host = HOSTS[command] ?? command;
  const own = path.join(WORK, "providers", `${command}-${AWS_PROVIDER_VERSION}`);
  const file = path.join(WORK, `${command}.tfrc`);
  await mkdir(path.dirname(own), { recursive: true });
  let mirror = mirrorAt(own, host) ?? findMirror(host);
  if (!mirror?.unpacked) {
    const source = mirror && mirrorConfiguration(mirror.folder, `${host}/hashicorp/aws`);
    await makeMirror(command, host, own, source);
    mirror = { folder: own, unpacked: true };
  }
  await replaceFile(file, mirrorConfiguration(mirror.folder, `${host}/hashicorp/aws`));
  return file;
}

/**
 * Makes a mirror from what an init installs. Several programs may do so at once: the first one's stays.
 * @param source CLI configuration to install by; without it the user's own, if any, else the registry
 */
async function makeMirror(command: string, host: string, target: string, source: string | undefined): Promise<void> {
  const draft = await mkdtemp(`${target}-draft-`);
  try {
    const aws = { source: "hashicorp/aws", version: AWS_PROVIDER_VERSION };
    await writeFile(path.join(draft, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
    const configuration = path.join(draft, "cli.tfrc");
    await writeFile(configuration, source ?? (await userConfiguration()));
    const env = { ...process.env, TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: "1" };
    await promisify(execFile)(command, ["init", "-no-color", "-input=false"], { cwd: draft, env });
    // What is there is no mirror any more, unless another program was quicker.
    if (!mirrorAt(target, host)) await rm(target, { recursive: true, force: true });
    await rename(path.join(draft, ".terraform", "providers"), target);
  } catch (error) {
    if (mirrorAt(target, host)) return;
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(
      `The provider hashicorp/aws ${AWS_PROVIDER_VERSION} could not be installed. It is fetched once, from a mirror ` +
        `named in the CLI configuration or from the registry, then kept in .sandbox/. ${command} init said:\n` +
        (stderr || message).trim(),
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Text of the user's CLI configuration; a TF_CLI_CONFIG_FILE that names no file counts as none. */
async function userConfiguration(): Promise<string> {
  const candidates = [process.env["TF_CLI_CONFIG_FILE"], path.join(os.homedir(), ".terraformrc")];
  const file = candidates.find((candidate) => candidate && existsSync(candidate));
  return file ? readFile(file, "utf8") : "";
}
