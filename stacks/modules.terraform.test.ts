import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuiltArchitecture, builtArchitectures } from "../modules/catalog";
import type { Check } from "../modules/shared/input";
import { checkMessage, jsonencode, snakeCase } from "../modules/shared/validate";
import { init, TerraformError, terraform } from "../sandbox/terraform";
import { renderFile } from "./hcl/blocks";
import { emitModule } from "./module-emitter";
import { mockProvider, refusal, testRuns } from "./module-tests";

/** One line of `terraform test -json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface TestMessage {
  readonly test_run?: { readonly run: string; readonly progress: string; readonly status?: string };
  readonly diagnostic?: { readonly detail: string };
  readonly "@testfile"?: string;
}

/** Runs the module's tests. Failed runs are messages too; only a command that could not run throws. */
async function terraformTest(cwd: string, ...args: string[]): Promise<TestMessage[]> {
  const output = await terraform(["test", "-json", ...args], { cwd }).catch((error) => {
    if (error instanceof TerraformError) return error.output;
    throw error;
  });
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line): TestMessage => JSON.parse(line));
}

const parent = mkdtempSync(join(tmpdir(), "modules-"));
afterAll(() => rmSync(parent, { recursive: true }));

describe.each(builtArchitectures.map((architecture): [string, BuiltArchitecture] => [architecture.id, architecture]))(
  "%s",
  (_, architecture) => {
    let directory: string;

    beforeAll(async () => {
      directory = await emitModule(architecture, parent);
      await init({ cwd: directory });
    }, 120_000);

    test("is formatted as terraform fmt leaves it", async () => {
      expect(await terraform(["fmt", "-check", "-diff", "-recursive"], { cwd: directory })).toBe("");
    });

    test("is valid with the real provider", async () => {
      expect(await terraform(["validate", "-no-color"], { cwd: directory })).toContain("The configuration is valid.");
    }, 60_000);

    describe("terraform test", () => {
      let messages: readonly TestMessage[];

      beforeAll(async () => {
        messages = await terraformTest(directory);
      }, 300_000);

      test.each(testRuns(architecture))("%s", (run) => {
        const ended = messages.find(({ test_run }) => test_run?.run === run && test_run.progress === "complete");
        const details = messages.flatMap(({ diagnostic }) => diagnostic?.detail ?? []);
        expect({ status: ended?.test_run?.status, details }).toEqual({ status: "pass", details: [] });
      });
    });

    // One for each type: how a value is written in the error depends on its type alone.
    const byType = new Map<string, [string, Check]>();
    for (const [name, { type, check }] of Object.entries(architecture.construct.inputs)) {
      if (check && !byType.has(type)) byType.set(type, [name, check]);
    }
    test("refuses in the words of the construct", async () => {
      const files = [...byType.values()].map(([name, check]) => {
        const file = `tests/words_${snakeCase(name)}.tftest.hcl`;
        const { trailing: __, ...run } = refusal("words", name, { [name]: check.refused }).block;
        writeFileSync(join(directory, file), renderFile([mockProvider, run]));
        return { file, expected: checkMessage(snakeCase(name), check, jsonencode(check.refused)) };
      });
      const messages = await terraformTest(directory, ...files.map(({ file }) => `-filter=${file}`));
      for (const { file, expected } of files) {
        const details = messages.flatMap((message) =>
          message["@testfile"] === file ? (message.diagnostic?.detail.split("\n\n")[0] ?? []) : [],
        );
        expect(details).toEqual([expected]);
      }
    }, 60_000);
  },
);
