import { type BuiltArchitecture, builtArchitecture, builtArchitectures } from "../modules/catalog";
import { enumeration } from "../modules/shared/input";

/** State in the root's own folder. */
export interface LocalBackendConfiguration {
  readonly kind: "local";
}

/** State in a bucket, locked by an object beside it: https://developer.hashicorp.com/terraform/language/backend/s3 */
export interface S3BackendConfiguration {
  readonly kind: "s3";
  readonly bucket: string;
  readonly region: string;
  /** Starts the key of every root's state; ends with `/`, or is empty. */
  readonly keyPrefix: string;
}

/** State and runs in HCP Terraform: https://developer.hashicorp.com/terraform/cli/cloud/settings */
export interface CloudBackendConfiguration {
  readonly kind: "cloud";
  readonly organization: string;
  /** Of Terraform Enterprise; absent for HCP Terraform. */
  readonly hostname?: string;
  /** One workspace by name, in which `{id}` stands for the architecture, or all that have the tags. */
  readonly workspaces: { readonly name: string } | { readonly tags: readonly string[] };
}

/** Where the state of roots is kept. */
export type BackendConfiguration = LocalBackendConfiguration | S3BackendConfiguration | CloudBackendConfiguration;

/** What `main.ts` makes roots of. */
export interface RootConfiguration {
  readonly backend: BackendConfiguration;
  readonly architectures: readonly BuiltArchitecture[];
}

/** Reads a value of cdktf's context, which is `context` of `cdktf.json`. */
export type Context = (key: string) => unknown;

/** Settings by the key in cdktf's context. The environment has them in capitals, starting with `ENGAGEMENT_`. */
const SETTINGS = [
  "architectures",
  "backend",
  "state_bucket",
  "state_region",
  "state_key_prefix",
  "organization",
  "hostname",
  "workspace",
  "workspace_tags",
] as const;

type Setting = (typeof SETTINGS)[number];

/** Reads a setting; an empty one counts as absent. */
type Settings = (name: Setting) => string | undefined;

type Kind = BackendConfiguration["kind"];

/** What each backend needs, and what it may have. */
const SETTINGS_OF: Readonly<Record<Kind, { readonly needs: readonly Setting[]; readonly takes: readonly Setting[] }>> =
  {
    local: { needs: [], takes: [] },
    s3: { needs: ["state_bucket", "state_region"], takes: ["state_key_prefix"] },
    cloud: { needs: ["organization"], takes: ["hostname", "workspace", "workspace_tags"] },
  };

const KINDS = Object.keys(SETTINGS_OF) as Kind[];

const READ_ON = "See docs/state.md.";

/**
 * Reads the configuration of roots from the environment and from cdktf's context; the environment wins.
 *
 * @throws Error naming what is missing or unknown and what is allowed
 */
export function readRootConfiguration(
  context: Context,
  environment: NodeJS.ProcessEnv = process.env,
): RootConfiguration {
  refuseUnknown(Object.keys(environment));
  const settings: Settings = (name) => String(environment[variableOf(name)] ?? context(name) ?? "") || undefined;
  const ids = settings("architectures");
  const architectures = ids === undefined ? builtArchitectures : [...new Set(listOf(ids))].map(builtArchitecture);
  return { architectures, backend: backendOf(settings, architectures.length) };
}

function variableOf(name: Setting): string {
  return `ENGAGEMENT_${name.toUpperCase()}`;
}

/** A misspelt setting would keep state where nobody looks for it. `ENGAGEMENT_API_…` are variables of functions. */
function refuseUnknown(names: readonly string[]): void {
  const known = SETTINGS.map(variableOf);
  const unknown = names.find((name) => /^ENGAGEMENT_(?!API_)/.test(name) && !known.includes(name));
  if (unknown) throw new Error(`${unknown} is not a setting; the settings are ${known.join(", ")}. ${READ_ON}`);
}

function backendOf(settings: Settings, rootCount: number): BackendConfiguration {
  const kind = kindOf(settings);
  const missing = SETTINGS_OF[kind].needs.filter((name) => settings(name) === undefined);
  if (missing.length > 0) {
    const names = missing.map((name) => `${variableOf(name)} (or "${name}" in cdktf.json's context)`);
    throw new Error(`The backend ${kind} needs ${names.join(" and ")}. ${READ_ON}`);
  }
  switch (kind) {
    case "local":
      return { kind };
    case "s3":
      return s3Backend(settings);
    case "cloud":
      return cloudBackend(settings, rootCount);
  }
}

function kindOf(settings: Settings): Kind {
  const given = settings("backend");
  if (given === undefined) {
    refuseHalfConfigured(settings);
    return "local";
  }
  const kind = KINDS.find((candidate) => candidate === given);
  if (kind) return kind;
  throw new Error(`${variableOf("backend")} must be ${enumeration(KINDS)}; got "${given}". ${READ_ON}`);
}

/** Settings of a backend that nobody chose: state would stay in the root's folder, against what was meant. */
function refuseHalfConfigured(settings: Settings): void {
  for (const kind of KINDS) {
    const { needs, takes } = SETTINGS_OF[kind];
    const name = [...needs, ...takes].find((candidate) => settings(candidate) !== undefined);
    if (!name) continue;
    const [backend, variable] = [variableOf("backend"), variableOf(name)];
    throw new Error(
      `${variable} is set, but ${backend} is not. Set ${backend}=${kind} to use it, or ${backend}=local to keep state in the root's folder. ${READ_ON}`,
    );
  }
}

function s3Backend(settings: Settings): S3BackendConfiguration {
  const prefix = settings("state_key_prefix") ?? "";
  const keyPrefix = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  const [bucket = "", region = ""] = [settings("state_bucket"), settings("state_region")];
  return { kind: "s3", bucket, region, keyPrefix };
}

function cloudBackend(settings: Settings, rootCount: number): CloudBackendConfiguration {
  const [organization = "", hostname] = [settings("organization"), settings("hostname")];
  const base = { kind: "cloud", organization, ...(hostname && { hostname }) } as const;
  const tags = listOf(settings("workspace_tags") ?? "");
  const name = settings("workspace");
  const variable = variableOf("workspace");
  if (tags.length === 0) {
    if (name !== undefined && !name.includes("{id}") && rootCount > 1) {
      throw new Error(
        `${variable}=${name} is one workspace for ${rootCount} roots, which would remove each other's resources. Put {id} into it, such as ${variable}=${name}-{id}, or choose one root with ${variableOf("architectures")}. See docs/hcp-terraform.md.`,
      );
    }
    return { ...base, workspaces: { name: name ?? "{id}" } };
  }
  if (name === undefined) return { ...base, workspaces: { tags } };
  throw new Error(
    `Workspaces are chosen by name or by tags: give ${variable} or ${variableOf("workspace_tags")}, not both. See docs/hcp-terraform.md.`,
  );
}

function listOf(text: string): string[] {
  const items = text.split(",").map((item) => item.trim());
  return items.filter((item) => item !== "");
}
