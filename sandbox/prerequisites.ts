import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A program on this machine, found and new enough. */
export interface Tool {
  /** Name or path to start it by. */
  readonly command: string;
  /** E.g. `1.11.4`. */
  readonly version: string;
}

/** What a machine has to bring; everything else is installed by the project itself. */
export interface Prerequisites {
  /** `terraform`, else OpenTofu's `tofu`. */
  readonly terraform: Tool;
  readonly python: Tool;
}

/** Says all that is missing on the machine at once, and how to get it. */
export class MissingPrerequisites extends Error {
  constructor(readonly missing: readonly string[]) {
    super(`This machine lacks:\n${missing.map((text) => `  - ${text}`).join("\n")}`);
    this.name = "MissingPrerequisites";
  }
}

const PYTHONS = ["python3.13", "python3.12", "python3.11", "python3", "python"];
/** Fails, like Debian's Python without python3-venv does, when a virtual environment cannot be made. */
const PYTHON_PROBE = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:3])))";
const TERRAFORMS = ["terraform", "tofu"];
const NODE_NEEDED = "20.0";
const TERRAFORM_NEEDED = "1.10";
const PYTHON_NEEDED = "3.11";

/** Starts a program and returns what it printed; `undefined` when it is not there, fails or takes over 10 s. */
export type Probe = (command: string, args: readonly string[]) => Promise<string | undefined>;

const probeMachine: Probe = async (command, args) => {
  try {
    return (await promisify(execFile)(command, args, { timeout: 10_000, env: probeEnv() })).stdout;
  } catch {
    // Not there, or not able: either way it is no candidate, and the caller says what was looked for.
    return undefined;
  }
};

/** Terraform must not ask for newer versions, nor trip over a CLI configuration that names no file. */
function probeEnv(): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: _, ...env } = process.env;
  return { ...env, CHECKPOINT_DISABLE: "1" };
}

/**
 * Looks for everything at once, in a second or two.
 * @throws MissingPrerequisites with every missing program
 */
export async function checkPrerequisites(
  probe: Probe = probeMachine,
  node = process.versions.node,
): Promise<Prerequisites> {
  const [terraform, python] = await Promise.all([findTerraform(probe), findPython(probe).catch(String)]);
  const missing: string[] = [];
  if (!isAtLeast(node, NODE_NEEDED)) {
    missing.push(`Node.js 20 or newer; this is ${node}. Get it from https://nodejs.org/.`);
  }
  if (!terraform) {
    missing.push(TERRAFORM_MISSING);
  }
  if (typeof python === "string") missing.push(PYTHON_MISSING);
  if (missing.length > 0 || !terraform || typeof python === "string") throw new MissingPrerequisites(missing);
  return { terraform, python };
}

/** What to say where neither Terraform nor OpenTofu is found. */
export const TERRAFORM_MISSING =
  `Terraform ${TERRAFORM_NEEDED} or newer, or OpenTofu ${TERRAFORM_NEEDED} or newer, on the PATH. ` +
  "See https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install/.";

const PYTHON_MISSING =
  `Python ${PYTHON_NEEDED} or newer with its venv module, as one of ${PYTHONS.join(", ")} on the PATH. ` +
  "See https://www.python.org/downloads/; on Debian and Ubuntu: apt-get install python3 python3-venv.";

/**
 * The first Python that is new enough and can make virtual environments.
 * @throws MissingPrerequisites when there is none
 */
export async function findPython(probe: Probe = probeMachine): Promise<Tool> {
  const outputs = await Promise.all(PYTHONS.map((command) => probe(command, ["-c", PYTHON_PROBE])));
  const found = PYTHONS.map((command, index) => ({ command, version: outputs[index]?.trim() ?? "" }));
  const python = found.find(({ version }) => isAtLeast(version, PYTHON_NEEDED));
  if (!python) throw new MissingPrerequisites([PYTHON_MISSING]);
  return python;
}

/** Terraform, else OpenTofu; `undefined` when neither is new enough. */
export async function findTerraform(probe: Probe = probeMachine): Promise<Tool | undefined> {
  const outputs = await Promise.all(TERRAFORMS.map((command) => probe(command, ["version", "-json"])));
  const found = TERRAFORMS.map((command, index) => ({
    command,
    version: /"terraform_version":\s*"([^"]+)"/.exec(outputs[index] ?? "")?.[1] ?? "",
  }));
  return found.find(({ version }) => isAtLeast(version, TERRAFORM_NEEDED));
}

/** Compares major and minor; text that is no version is older than any. */
export function isAtLeast(version: string, needed: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
