import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { venvPython } from "../../sandbox/venv";

/** What Checkov says to the modules below a folder. */
export interface Scan {
  /** Files that it could not read. */
  readonly unread: readonly string[];
  /** Checks that hold in a module, named by its path below the folder. */
  passed(module: string): readonly string[];
  /** Checks that do not, each as `<address> <check>`, sorted. */
  failed(module: string): readonly string[];
}

interface CheckResult {
  readonly check_id: string;
  /** Path below the folder, with a leading slash. */
  readonly file_path: string;
  /** Address, with the index of a counted resource. */
  readonly resource: string;
}

interface Report {
  readonly results: {
    readonly passed_checks: readonly CheckResult[];
    readonly failed_checks: readonly CheckResult[];
    readonly parsing_errors: readonly string[];
  };
}

const OPTIONS = ["--framework", "terraform", "--skip-download", "--compact", "--soft-fail", "--output", "json"];

/** Python with Checkov; the first call on a machine installs it. @returns path of the interpreter */
export function checkovPython(): Promise<string> {
  return venvPython("stacks/policy/requirements.txt");
}

/** Scans the modules below a folder, all at once, because Checkov takes two seconds to start. */
export async function scan(folder: string): Promise<Scan> {
  const args = ["-m", "checkov.main", "--directory", folder, ...OPTIONS];
  const { stdout } = await promisify(execFile)(await checkovPython(), args, {
    cwd: folder,
    // Nothing of the user's: a configuration or a key there would add checks and calls to its makers' service.
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      CKV_SKIP_PACKAGE_UPDATE_CHECK: "true",
      DOWNLOAD_EXTERNAL_MODULES: "false",
    },
    maxBuffer: 256 * 1024 * 1024,
  });
  const { results }: Report = JSON.parse(stdout);
  const of = (checks: readonly CheckResult[], module: string) =>
    checks
      .filter(({ file_path }) => file_path.startsWith(`/${module}/`))
      .map(({ resource, check_id }) => `${resource.replace(/\[.*\]$/, "")} ${check_id}`)
      .sort();
  return {
    unread: results.parsing_errors,
    passed: (module) => of(results.passed_checks, module),
    failed: (module) => of(results.failed_checks, module),
  };
}
