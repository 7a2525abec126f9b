import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clientSettings, runCommand } from "../client";
import type { Root } from "./roots";

/** A root and what became of it. */
export interface AppliedRoot extends Root {
  /** Terraform's error; absent when it was applied. */
  readonly error?: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What the set-up hands to the test files, which jest keeps apart from it. */
export interface Suite {
  readonly endpoint: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** For what tests write; it goes when the cloud stops. */
  readonly folder: string;
  readonly roots: readonly AppliedRoot[];
}

/** Names the file of this run to the test files; two runs in one checkout have one each. */
const FILE_VARIABLE = "SANDBOX_SUITE_FILE";

/** Hands the suite over. */
export function writeSuite(suite: Suite): void {
  const file = join(suite.folder, "suite.json");
  writeFileSync(file, JSON.stringify(suite));
  process.env[FILE_VARIABLE] = file;
}

let read: Suite | undefined;

/** The running suite. */
export function suite(): Suite {
  read ??= JSON.parse(readFileSync(String(process.env[FILE_VARIABLE]), "utf8")) as Suite;
  return read;
}

/**
 * The outputs of an applied root.
 *
 * @throws Error with Terraform's text when the root could not be applied
 */
export function stack(name: string): Readonly<Record<string, string>> {
  const root = suite().roots.find((candidate) => candidate.name === name);
  if (!root)
    throw new Error(
      `There is no root "${name}"; there are ${suite()
        .roots.map((r) => r.name)
        .join(", ")}.`,
    );
  if (root.error !== undefined) throw new Error(`"${name}" was not applied: ${root.error}`);
  return root.outputs as Readonly<Record<string, string>>;
}

/** Settings of every SDK client: the local cloud, as root. */
export function client(): ReturnType<typeof clientSettings> {
  return clientSettings(suite());
}

/** Runs a command of the local cloud, e.g. `bounce-address`. @returns what it answers */
export async function command<Answer = unknown>(name: string, input: object = {}): Promise<Answer> {
  return JSON.parse(await runCommand(suite().endpoint, name, JSON.stringify(input)));
}
