import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BuiltArchitecture, builtArchitectures } from "../../modules/catalog";
import { acceptedFindings } from "../../modules/shared/annotations";
import { venvPython } from "../../sandbox/venv";
import { writeConfiguration } from "../module-emitter";
import { moduleStack } from "../module-stack";

interface Finding {
  readonly check_id: string;
  readonly resource: string;
}

const parent = mkdtempSync(join(tmpdir(), "checkov-"));
afterAll(() => rmSync(parent, { recursive: true }));

/** The first run on a machine installs Checkov. */
let python: string;
beforeAll(async () => {
  python = await venvPython("stacks/policy/requirements.txt");
}, 300_000);

/** Scans a module, offline. @returns `<address> <check>` of every finding */
async function scan(directory: string): Promise<string[]> {
  const args = [
    "--framework",
    "terraform",
    "--skip-download",
    "--compact",
    "--quiet",
    "--soft-fail",
    "--output",
    "json",
  ];
  const { stdout } = await promisify(execFile)(python, ["-m", "checkov.main", "--directory", directory, ...args], {
    // Checkov would ask its makers' service for more where it finds a key.
    env: { PATH: process.env["PATH"], HOME: parent },
    maxBuffer: 64 * 1024 * 1024,
  });
  const report: { results?: { failed_checks: Finding[] }; resource_count?: number } = JSON.parse(stdout);
  const findings = report.results?.failed_checks ?? [];
  return findings.map(({ resource, check_id }) => `${resource.replace(/\[.*\]$/, "")} ${check_id}`).sort();
}

describe.each(builtArchitectures.map((architecture): [string, BuiltArchitecture] => [architecture.id, architecture]))(
  "%s",
  (id, architecture) => {
    const directory = join(parent, id);

    const accepted = moduleStack(architecture)
      .node.findAll()
      .flatMap((construct) => {
        const { terraformResourceType: type } = construct as { terraformResourceType?: string };
        return acceptedFindings(construct).map((finding) => ({ ...finding, address: `${type}.${construct.node.id}` }));
      });

    beforeAll(() => writeConfiguration(architecture, directory));

    test("has no finding that is not accepted", async () => {
      expect(await scan(directory)).toEqual([]);
    }, 60_000);

    test("accepts nothing that is not found", async () => {
      const bare = join(parent, `${id}-bare`);
      cpSync(directory, bare, { recursive: true });
      const main = readFileSync(join(bare, "main.tf"), "utf8");
      writeFileSync(join(bare, "main.tf"), main.replaceAll(/^ *# checkov:skip=.*\n/gm, ""));
      expect(await scan(bare)).toEqual(accepted.map(({ address, check }) => `${address} ${check}`).sort());
    }, 60_000);

    test("says why it accepts", () => {
      for (const { reason } of accepted) expect(reason).toMatch(/^[A-Za-z].{20,}\.$/);
    });
  },
);
