import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuiltArchitecture, builtArchitectures } from "../modules/catalog";
import type { Check } from "../modules/shared/input";
import { checkMessage, jsonencode, snakeCase } from "../modules/shared/validate";
import { init, TerraformError, terraform } from "../sandbox/terraform";
import { type Attribute, type Block, renderFile } from "./hcl/blocks";
import type { Json } from "./hcl/json";
import { emitModule } from "./module-emitter";
import { mockProvider, refusal, requiredValues, testRuns } from "./module-tests";

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
    const required = requiredValues(architecture);

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

    const computed = Object.keys(architecture.construct.inputs)
      .map(snakeCase)
      .filter((name) => /(_arn|_application_id|_table_name|_bus_name)$/.test(name));
    test(`takes ${computed.join(", ")} from resources of the same run`, async () => {
      const root = join(parent, `computed-${architecture.id}`);
      mkdirSync(join(root, "tests"), { recursive: true });
      const later = (name: string): Attribute => [name, `\${terraform_data.later["${name}"].output}`];
      const blocks: Block[] = [
        {
          type: "terraform",
          blocks: [{ type: "required_providers", attributes: [["aws", { source: "hashicorp/aws" }]] }],
        },
        {
          type: "resource",
          labels: ["terraform_data", "later"],
          attributes: [
            ["for_each", `\${toset(${JSON.stringify(computed)})}`],
            ["input", "${each.key}"],
          ],
        },
        {
          type: "module",
          labels: ["this"],
          attributes: [
            ["source", `../${architecture.id}`],
            ...Object.entries(required).map(([name, value]): Attribute => [snakeCase(name), value as Json]),
            ...computed.map(later),
          ],
        },
      ];
      const run: Block = { type: "run", labels: ["plan"], attributes: [["command", "${plan}"]] };
      const provider = { ...mockProvider, attributes: [["source", `../${architecture.id}/tests/mocks`]] as const };
      writeFileSync(join(root, "main.tf"), renderFile(blocks));
      writeFileSync(join(root, "tests/plan.tftest.hcl"), renderFile([provider, run]));
      await init({ cwd: root });
      const details = (await terraformTest(root)).flatMap(({ diagnostic }) => diagnostic?.detail ?? []);
      expect(details).toEqual([]);
    }, 60_000);

    // One for each type: how a value is written in the error depends on its type alone.
    const byType = new Map<string, [string, Check]>();
    for (const [name, { type, check }] of Object.entries(architecture.construct.inputs)) {
      if (check && !byType.has(type)) byType.set(type, [name, check]);
    }
    test("refuses in the words of the construct", async () => {
      const files = [...byType.values()].map(([name, check]) => {
        const file = `tests/words_${snakeCase(name)}.tftest.hcl`;
        const { trailing: __, ...run } = refusal("words", [name], { ...required, [name]: check.refused }).block;
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
