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
import { moduleStack } from "./module-stack";
import { mockProviders, refusal, requiredValues, testRuns } from "./module-tests";
import { type ProviderAlias, providerAliases } from "./provider-aliases";

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

/** A root that calls the emitted module beside it, with the inputs that have no default and these. */
function callOf(architecture: BuiltArchitecture, aliases: readonly ProviderAlias[], inputs: Attribute[] = []): Block[] {
  const required = Object.entries(requiredValues(architecture));
  const passed = Object.fromEntries(aliases.map(({ alias }) => [`aws.${alias}`, `\${aws.${alias}}`]));
  return [
    {
      type: "terraform",
      blocks: [{ type: "required_providers", attributes: [["aws", { source: "hashicorp/aws" }]] }],
    },
    ...aliases.map((alias): Block => ({ type: "provider", labels: ["aws"], attributes: Object.entries(alias) })),
    {
      type: "module",
      labels: ["this"],
      attributes: [
        ["source", `../${architecture.id}`],
        ...required.map(([name, value]): Attribute => [snakeCase(name), value as Json]),
        ...inputs,
        ...(aliases.length > 0 ? [["providers", passed] as const] : []),
      ],
    },
  ];
}

/** The blocks of a root as HCL, in which the names of providers stand without quotes. */
function rootText(blocks: readonly Block[]): string {
  return renderFile(blocks).replaceAll(/"(aws\.\w+)" =/g, "$1 =");
}

const parent = mkdtempSync(join(tmpdir(), "modules-"));
afterAll(() => rmSync(parent, { recursive: true }));

describe.each(builtArchitectures.map((architecture): [string, BuiltArchitecture] => [architecture.id, architecture]))(
  "%s",
  (_, architecture) => {
    let directory: string;
    const required = requiredValues(architecture);
    const aliases = providerAliases(moduleStack(architecture).toTerraform());

    beforeAll(async () => {
      directory = await emitModule(architecture, parent);
      await init({ cwd: directory });
    }, 120_000);

    test("is formatted as terraform fmt leaves it", async () => {
      expect(await terraform(["fmt", "-check", "-diff", "-recursive"], { cwd: directory })).toBe("");
    });

    // From a root, because a module that wants a second provider is not valid by itself.
    test("is valid with the real provider", async () => {
      const root = join(parent, `valid-${architecture.id}`);
      mkdirSync(root, { recursive: true });
      writeFileSync(join(root, "main.tf"), rootText(callOf(architecture, aliases)));
      await init({ cwd: root });
      expect(await terraform(["validate", "-no-color"], { cwd: root })).toContain("The configuration is valid.");
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
          type: "resource",
          labels: ["terraform_data", "later"],
          attributes: [
            ["for_each", `\${toset(${JSON.stringify(computed)})}`],
            ["input", "${each.key}"],
          ],
        },
        ...callOf(architecture, aliases, computed.map(later)),
      ];
      const run: Block = { type: "run", labels: ["plan"], attributes: [["command", "${plan}"]] };
      const providers = mockProviders(aliases, `../${architecture.id}/tests/mocks`);
      writeFileSync(join(root, "main.tf"), rootText(blocks));
      writeFileSync(join(root, "tests/plan.tftest.hcl"), renderFile([...providers, run]));
      await init({ cwd: root });
      const details = (await terraformTest(root)).flatMap(({ diagnostic }) => diagnostic?.detail ?? []);
      expect(details).toEqual([]);
    }, 60_000);

    // One for each type: how a value is written in the error depends on its type alone.
    const byType = new Map<string, [string, Check]>();
    for (const [name, { type, check }] of Object.entries(architecture.construct.inputs)) {
      // A value of an input with rules may break those too.
      const hasRules = architecture.construct.rules.some((rule) => rule.input === name);
      if (check && !hasRules && !byType.has(type)) byType.set(type, [name, check]);
    }
    test("refuses in the words of the construct", async () => {
      const files = [...byType.values()].map(([name, check]) => {
        const file = `tests/words_${snakeCase(name)}.tftest.hcl`;
        const { trailing: __, ...run } = refusal("words", [name], { ...required, [name]: check.refused }).block;
        writeFileSync(join(directory, file), renderFile([...mockProviders(aliases), run]));
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
