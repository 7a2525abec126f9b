import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App } from "cdktf";
import { Construct } from "constructs";
import { type BuiltArchitecture, builtArchitectures } from "../modules/catalog";
import { checkMessage, InvalidInputsError, jsonencode, ruleMessage, snakeCase } from "../modules/shared/validate";
import { ArchitectureStack } from "./architecture-stack";
import { EngagementStack } from "./engagement-stack";
import { graph } from "./module-graph";
import { moduleStack } from "./module-stack";
import { requiredValues } from "./module-tests";
import { providerAliases } from "./provider-aliases";
import { SynthesizedModule } from "./testing";

/** What a construct says to props; nothing where it takes them. */
function problemsOf({ construct, id }: BuiltArchitecture, props: object): readonly string[] {
  try {
    new construct(new EngagementStack(new App(), id), id, props);
  } catch (error) {
    if (error instanceof InvalidInputsError) return error.problems;
    throw error;
  }
  return [];
}

describe.each(builtArchitectures.map((architecture): [string, BuiltArchitecture] => [architecture.id, architecture]))(
  "%s",
  (_, architecture) => {
    const { construct } = architecture;
    const synthesized = SynthesizedModule.of(architecture);

    const checks = Object.entries(construct.inputs).flatMap(([name, { check }]) => (check ? [{ name, check }] : []));
    test.each(checks)("the construct refuses a wrong $name in the words of the module", ({ name, check }) => {
      const expected = checkMessage(snakeCase(name), check, jsonencode(check.refused));
      expect(problemsOf(architecture, { [name]: check.refused })).toContain(expected);
    });

    test("the construct refuses what its rules refuse, in their words", () => {
      for (const rule of construct.rules) {
        expect(problemsOf(architecture, { ...requiredValues(architecture), ...rule.refused })).toEqual([
          ruleMessage(rule),
        ]);
      }
    });

    test.each(construct.plans)("the construct takes the props of plan $name", ({ inputs }) => {
      expect(problemsOf(architecture, inputs)).toEqual([]);
    });

    test("the root has the module's resources, variables and outputs, and nothing else of its own", () => {
      const root = new ArchitectureStack(new App(), architecture).toTerraform();
      const { terraform, provider, "//": __, ...configuration } = JSON.parse(JSON.stringify(root));
      const {
        terraform: ___,
        "//": ____,
        ...module
      } = JSON.parse(JSON.stringify(moduleStack(architecture).toTerraform()));
      const { name_prefix } = configuration.variable;
      expect(name_prefix.validation.pop().error_message).toContain("needs a name_prefix of its own");
      expect(configuration).toEqual(module);
      expect(provider).toEqual({ aws: [{}, ...providerAliases(module)] });
      expect(Object.keys(terraform).sort()).toEqual(["backend", "required_providers", "required_version"]);
    });

    test("counted resources are read by index or splat", () => {
      const counted = synthesized.resources.filter(({ body }) => "count" in body || "for_each" in body);
      for (const { address } of counted) {
        expect(synthesized.text).not.toMatch(new RegExp(`\\b${address.replace(".", "\\.")}\\.`));
      }
    });
  },
);

test("two constructs may not want one logical id", () => {
  const stack = new EngagementStack(new App(), "stack");
  new SqsQueue(new Construct(stack, "one"), "feedback", {});
  new SqsQueue(new Construct(stack, "two"), "feedback", {});
  expect(() => graph(stack)).toThrow(
    "Two constructs want the logical id aws_sqs_queue.feedback: stack/one/feedback and stack/two/feedback. Give one of them another role word.",
  );
});
