/**
 * What a machine has to bring. Plain JavaScript, because `make` asks before anything is installed that could read
 * TypeScript; run as a program it says what is missing.
 */
const { execFile } = require("node:child_process");
const { promisify } = require("node:util");

/**
 * A program on this machine, found and new enough.
 * @typedef {object} Tool
 * @property {string} command name or path to start it by
 * @property {string} version e.g. `1.11.4`
 */

/**
 * What a machine has to bring; everything else is installed by the project itself.
 * @typedef {object} Prerequisites
 * @property {Tool} terraform `terraform`, else OpenTofu's `tofu`
 * @property {Tool} python
 */

/**
 * Starts a program and returns what it printed; `undefined` when it is not there, fails or takes over 10 s.
 * @typedef {(command: string, args: readonly string[]) => Promise<string | undefined>} Probe
 */

/** Says all that is missing on the machine at once, and how to get it. */
class MissingPrerequisites extends Error {
  /** @param {readonly string[]} missing a sentence for each missing program */
  constructor(missing) {
    super(`This machine lacks:\n${missing.map((text) => `  - ${text}`).join("\n")}`);
    this.name = "MissingPrerequisites";
    this.missing = missing;
  }
}

const PYTHONS = ["python3.13", "python3.12", "python3.11", "python3", "python"];
/** Fails, like Debian's Python without python3-venv does, when a virtual environment cannot be made. */
const PYTHON_PROBE = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:3])))";
const TERRAFORMS = ["terraform", "tofu"];
const NODE_NEEDED = "20.0";
const TERRAFORM_NEEDED = "1.10";
const PYTHON_NEEDED = "3.11";

/** What to say where neither Terraform nor OpenTofu is found. */
const TERRAFORM_MISSING =
  `Terraform ${TERRAFORM_NEEDED} or newer, or OpenTofu ${TERRAFORM_NEEDED} or newer, on the PATH. ` +
  "See https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install/.";

const PYTHON_MISSING =
  `Python ${PYTHON_NEEDED} or newer with its venv module, as one of ${PYTHONS.join(", ")} on the PATH. ` +
  "See https://www.python.org/downloads/; on Debian and Ubuntu: apt-get install python3 python3-venv.";

/** @type {Probe} */
async function probeMachine(command, args) {
  try {
    return (await promisify(execFile)(command, args, { timeout: 10_000, env: probeEnv() })).stdout;
  } catch {
    // Not there, or not able: either way it is no candidate, and the caller says what was looked for.
    return undefined;
  }
}

/**
 * Terraform must not ask for newer versions, nor trip over a CLI configuration that names no file.
 * @returns {NodeJS.ProcessEnv}
 */
function probeEnv() {
  const { TF_CLI_CONFIG_FILE: _, ...env } = process.env;
  return { ...env, CHECKPOINT_DISABLE: "1" };
}

/**
 * Looks for everything at once, in a second or two.
 * @param {Probe} probe
 * @param {string} node version of Node.js
 * @returns {Promise<Prerequisites>}
 * @throws {MissingPrerequisites} with every missing program
 */
async function checkPrerequisites(probe = probeMachine, node = process.versions.node) {
  const [terraform, python] = await Promise.all([findTerraform(probe), findPython(probe).catch(String)]);
  const missing = [];
  if (!isAtLeast(node, NODE_NEEDED)) {
    missing.push(`Node.js 20 or newer; this is ${node}. Get it from https://nodejs.org/.`);
  }
  if (!terraform) missing.push(TERRAFORM_MISSING);
  if (typeof python === "string") missing.push(PYTHON_MISSING);
  if (missing.length > 0 || !terraform || typeof python === "string") throw new MissingPrerequisites(missing);
  return { terraform, python };
}

/**
 * The first Python that is new enough and can make virtual environments.
 * @param {Probe} probe
 * @returns {Promise<Tool>}
 * @throws {MissingPrerequisites} when there is none
 */
async function findPython(probe = probeMachine) {
  const outputs = await Promise.all(PYTHONS.map((command) => probe(command, ["-c", PYTHON_PROBE])));
  const found = PYTHONS.map((command, index) => ({ command, version: outputs[index]?.trim() ?? "" }));
  const python = found.find(({ version }) => isAtLeast(version, PYTHON_NEEDED));
  if (!python) throw new MissingPrerequisites([PYTHON_MISSING]);
  return python;
}

/**
 * Terraform, else OpenTofu; `undefined` when neither is new enough.
 * @param {Probe} probe
 * @returns {Promise<Tool | undefined>}
 */
async function findTerraform(probe = probeMachine) {
  const outputs = await Promise.all(TERRAFORMS.map((command) => probe(command, ["version", "-json"])));
  const found = TERRAFORMS.map((command, index) => ({
    command,
    version: /"terraform_version":\s*"([^"]+)"/.exec(outputs[index] ?? "")?.[1] ?? "",
  }));
  return found.find(({ version }) => isAtLeast(version, TERRAFORM_NEEDED));
}

/**
 * Compares major and minor; text that is no version is older than any.
 * @param {string} version
 * @param {string} needed
 */
function isAtLeast(version, needed) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

module.exports = { checkPrerequisites, findPython, findTerraform, isAtLeast, MissingPrerequisites, TERRAFORM_MISSING };

if (require.main === module) {
  checkPrerequisites().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
