import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { WORK } from "./paths";

/** The provider release that roots and modules are run with here. */
export const AWS_PROVIDER_VERSION = "5.100.0";

/** Registry host in the full name of a provider that is written `hashicorp/aws`, by the program that reads it. */
const HOSTS: Readonly<Record<string, string>> = { terraform: "registry.terraform.io", tofu: "registry.opentofu.org" };

/** Folders that a search does not enter: too large, and what they hold goes when their project goes. */
const SKIPPED = new Set([".git", ".terraform", "node_modules", "proc", "site-packages", "venv"]);
const MAX_DEPTH = 5;
/** Folders read below one root: some tenths of a second on a full disk. */
const MAX_FOLDERS = 4_000;

/**
 * The CLI configuration that Terraform is run with. The user's own when it names a provider mirror; else one that
 * points at a mirror found on this machine; else one that leaves everything to the registry.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 * @param command `terraform` or `tofu`
 * @returns path of the file
 */
export async function cliConfiguration(command: string): Promise<string> {
  const own = await ownConfiguration();
  if (own) return own;
  const host = HOSTS[command] ?? command;
  const mirror = findMirror(host);
  const file = path.join(WORK, `${command}.tfrc`);
  await mkdir(WORK, { recursive: true });
  await writeFile(file, mirror === undefined ? "" : mirrorConfiguration(mirror, `${host}/hashicorp/aws`));
  return file;
}

/** The user's CLI configuration, if there is one and it names a mirror. */
async function ownConfiguration(): Promise<string | undefined> {
  const candidates = [process.env["TF_CLI_CONFIG_FILE"], path.join(os.homedir(), ".terraformrc")];
  for (const file of candidates) {
    if (file && existsSync(file) && (await readFile(file, "utf8")).includes("_mirror")) return file;
  }
  return undefined;
}

/** The mirror serves the AWS provider alone, and nothing else is asked for it: no network. */
export function mirrorConfiguration(mirror: string, provider: string): string {
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ["${provider}"]
  }
  direct {
    exclude = ["${provider}"]
  }
}
`;
}

/** Directory that holds `<host>/hashicorp/aws` with our release: the implied ones first, then a bounded search. */
function findMirror(host: string): string | undefined {
  const home = os.homedir();
  const implied = [
    path.join(home, ".terraform.d", "plugins"),
    path.join(home, ".local", "share", "terraform", "plugins"),
    path.join(home, "Library", "Application Support", "io.terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
  const found = implied.find((folder) => holdsProvider(folder, host));
  return found ?? ["/opt", "/usr", "/var", home].map((root) => searchBelow(root, host)).find(Boolean);
}

/** Breadth first, so that a mirror near the root is found before the limit. */
export function searchBelow(root: string, host: string): string | undefined {
  let level = [root];
  let read = 0;
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      if (holdsProvider(folder, host)) return folder;
      read += 1;
      if (read > MAX_FOLDERS) return undefined;
      next.push(
        ...subfolders(folder)
          .filter((name) => !SKIPPED.has(name))
          .map((name) => path.join(folder, name)),
      );
    }
    level = next;
  }
  return undefined;
}

/** Packed mirrors hold `terraform-provider-aws_<version>_<platform>.zip`, unpacked ones a folder per version. */
function holdsProvider(folder: string, host: string): boolean {
  const provider = path.join(folder, host, "hashicorp", "aws");
  if (!existsSync(provider)) return false;
  return readdirSync(provider).some((name) => name.split("_").includes(AWS_PROVIDER_VERSION));
}

function subfolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    // A folder that we may not read holds no mirror for us.
    return [];
  }
}
