import { type BuiltArchitecture, builtArchitecture, builtArchitectures } from "../modules/catalog";

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

/** Reads a value of cdktf's context (`cdktf.json`, `--context`). */
export type Context = (key: string) => unknown;

/** Settings by the key in cdktf's context. The environment has them in capitals, starting with `ENGAGEMENT_`. */
const SETTINGS = [
  "architectures",
  "backend",
  "state_bucket",
  "state_region",
  "state_key_prefix",
  "organization",
  "workspace",
  "workspace_tags",
] as const;

type Setting = (typeof SETTINGS)[number];

/** What each backend needs; the settings it may have beside them stand in `docs/state.md`. */
const NEEDED: Readonly<Record<BackendConfiguration["kind"], readonly Setting[]>> = {
  local: [],
  s3: ["state_bucket", "state_region"],
  cloud: ["organization"],
};

/**
 * Reads the configuration of roots from the environment and from cdktf's context; the environment wins.
 *
 * @throws Error naming what is missing or unknown and what is allowed
 */
export function readRootConfiguration(
  context: Context,
  environment: NodeJS.ProcessEnv = process.env,
): RootConfiguration {
  const setting = (name: Setting): string | undefined => {
    const value = environment[variableOf(name)] ?? context(name);
    return value === undefined || value === "" ? undefined : String(value);
  };
  return { backend: backendOf(setting), architectures: architecturesOf(setting("architectures")) };
}

function variableOf(name: Setting): string {
  return `ENGAGEMENT_${name.toUpperCase()}`;
}

function architecturesOf(ids: string | undefined): readonly BuiltArchitecture[] {
  return ids === undefined ? builtArchitectures : listOf(ids).map(builtArchitecture);
}

function backendOf(setting: (name: Setting) => string | undefined): BackendConfiguration {
  const kind = setting("backend") ?? "local";
  if (!isBackend(kind)) {
    throw new Error(
      `${variableOf("backend")} must be ${Object.keys(NEEDED).join(", ")}; got "${kind}". See docs/state.md.`,
    );
  }
  const missing = NEEDED[kind].filter((name) => setting(name) === undefined);
  if (missing.length > 0) {
    const names = missing.map((name) => `${variableOf(name)} (or "${name}" in cdktf.json's context)`);
    throw new Error(`The backend ${kind} needs ${names.join(" and ")}. See docs/state.md.`);
  }
  const given = (name: Setting) => setting(name) ?? "";
  if (kind === "local") return { kind };
  if (kind === "s3") {
    const prefix = given("state_key_prefix");
    const keyPrefix = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
    return { kind, bucket: given("state_bucket"), region: given("state_region"), keyPrefix };
  }
  const tags = listOf(given("workspace_tags"));
  const name = setting("workspace");
  if (tags.length > 0 && name !== undefined) {
    throw new Error(
      `Workspaces are chosen by name or by tags: give ${variableOf("workspace")} or ${variableOf("workspace_tags")}, not both. See docs/hcp-terraform.md.`,
    );
  }
  return {
    kind,
    organization: given("organization"),
    workspaces: tags.length > 0 ? { tags } : { name: name ?? "{id}" },
  };
}

function isBackend(kind: string): kind is BackendConfiguration["kind"] {
  return kind in NEEDED;
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
