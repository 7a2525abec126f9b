import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT, WORK } from "./paths";
import { findPython } from "./prerequisites";

/** Python with MiniStack. @returns path of the interpreter */
export function cloudPython(): Promise<string> {
  return venvPython("sandbox/requirements.txt");
}

/**
 * Python of a virtual environment with exactly the packages of a lock. Made once per content of that file (10 to 30 s),
 * in a folder named after its hash; two programs may ask at the same time.
 * @param lock path of a requirements.txt with hashes, below the checkout
 * @returns path of its interpreter
 */
export async function venvPython(lock: string): Promise<string> {
  const file = path.join(ROOT, lock);
  const hash = createHash("sha256")
    .update(await readFile(file))
    .digest("hex")
    .slice(0, 12);
  const venv = path.join(WORK, "venv", hash);
  const python = path.join(venv, "bin", "python");
  if (existsSync(python)) return python;
  await mkdir(path.dirname(venv), { recursive: true });
  const draft = await mkdtemp(path.join(path.dirname(venv), "draft-"));
  try {
    await install(draft, file);
    await rm(venv, { recursive: true, force: true });
    await rename(draft, venv);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another program was quicker: its environment has the same content.
    if (!existsSync(python)) throw error;
  }
  return python;
}

async function install(venv: string, file: string): Promise<void> {
  const { command } = await findPython();
  const run = promisify(execFile);
  await run(command, ["-m", "venv", venv]);
  const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--require-hashes", "--requirement", file];
  try {
    await run(path.join(venv, "bin", "python"), pip, { maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    throw new Error(
      `The Python packages of ${path.relative(ROOT, file)} could not be installed. ` +
        "They are fetched once, from pip's package index (PIP_INDEX_URL or pip.conf choose another), " +
        `then kept in .sandbox/. pip said:\n${(error as { stderr: string }).stderr.trim()}`,
    );
  }
}
