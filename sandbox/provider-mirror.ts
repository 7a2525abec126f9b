import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The provider release that roots and modules are run with here. */
export const AWS_PROVIDER_VERSION = "5.100.0";

/** A folder with providers in the layout `<host>/<namespace>/<name>` that Terraform calls a filesystem mirror. */
export interface Mirror {
  readonly folder: string;
  /** Unpacked providers are linked to, packed ones (700 MB) unpacked at every init. */
  readonly unpacked: boolean;
}

/** This machine as providers name it, e.g. `linux_amd64`. */
export const PLATFORM = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

/** Folders that a search does not enter: too large, and what they hold goes when their project goes. */
const SKIPPED = new Set([".git", ".terraform", "node_modules", "proc", "site-packages", "venv"]);
const MAX_DEPTH = 5;
/** Folders read below one root: some tenths of a second on a full disk. */
const MAX_FOLDERS = 4_000;

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

/** The first folder with our release of the AWS provider: the implied ones of Terraform, then a bounded search. */
export function findMirror(host: string): Mirror | undefined {
  const home = os.homedir();
  const implied = [
    path.join(home, ".terraform.d", "plugins"),
    path.join(home, ".local", "share", "terraform", "plugins"),
    path.join(home, "Library", "Application Support", "io.terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
  const found = implied.map((folder) => mirrorAt(folder, host)).find(Boolean);
  return found ?? ["/opt", "/usr", "/var", home].map((root) => searchBelow(root, host)).find(Boolean);
}

/** Breadth first, so that a mirror near the root is found before the limit. */
export function searchBelow(root: string, host: string): Mirror | undefined {
  let level = [root];
  let read = 0;
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      const mirror = mirrorAt(folder, host);
      if (mirror) return mirror;
      read += 1;
      if (read > MAX_FOLDERS) return undefined;
      const names = subfolders(folder).filter((name) => !SKIPPED.has(name));
      next.push(...names.map((name) => path.join(folder, name)));
    }
    level = next;
  }
  return undefined;
}

/** The folder as a mirror, if it holds our release of the AWS provider for this machine. */
export function mirrorAt(folder: string, host: string): Mirror | undefined {
  const provider = path.join(folder, host, "hashicorp", "aws");
  if (existsSync(path.join(provider, AWS_PROVIDER_VERSION, PLATFORM))) return { folder, unpacked: true };
  const zip = `terraform-provider-aws_${AWS_PROVIDER_VERSION}_${PLATFORM}.zip`;
  return existsSync(path.join(provider, zip)) ? { folder, unpacked: false } : undefined;
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
