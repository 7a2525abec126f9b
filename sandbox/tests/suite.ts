import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WORK } from "../paths";
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
  readonly roots: readonly AppliedRoot[];
}

const FILE = join(WORK, "suite.json");

/** Hands the suite over. */
export function writeSuite(suite: Suite): void {
  writeFileSync(FILE, JSON.stringify(suite));
}

let read: Suite | undefined;

/** The running suite. */
export function suite(): Suite {
  read ??= JSON.parse(readFileSync(FILE, "utf8")) as Suite;
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
export function client(): {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  const { endpoint, env } = suite();
  return {
    endpoint,
    region: String(env["AWS_REGION"]),
    credentials: {
      accessKeyId: String(env["AWS_ACCESS_KEY_ID"]),
      secretAccessKey: String(env["AWS_SECRET_ACCESS_KEY"]),
    },
  };
}

/** Runs a command of the local cloud, e.g. `bounce-address`. */
export async function command(name: string, input: object = {}): Promise<void> {
  const response = await fetch(`${suite().endpoint}/_sandbox/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
}

/** Waits until a reading is there, 20 seconds at most. @throws Error that says what it waited for */
export async function eventually<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Waited 20 seconds for ${what}.`);
}
