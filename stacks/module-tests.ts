import type { BuiltArchitecture } from "../modules/catalog";
import type { PlanCase } from "../modules/shared/plan-case";
import { jsonencode, snakeCase } from "../modules/shared/validate";
import { type Attribute, type Block, renderFile } from "./hcl/blocks";
import type { Json } from "./hcl/json";
import type { ProviderAlias } from "./provider-aliases";

/** One run of the emitted tests: `run "<name>"` of `terraform test`. */
export interface TestRun {
  readonly name: string;
  readonly block: Block;
}

/** ARNs that mocked resources answer with: the provider refuses arguments that do not look like an ARN. */
const MOCK_ARNS: Readonly<Record<string, string>> = {
  aws_cloudfront_distribution: "arn:aws:cloudfront::123456789012:distribution/MOCK",
  aws_cloudfront_function: "arn:aws:cloudfront::123456789012:function/mock",
  aws_cloudwatch_log_delivery_destination: "arn:aws:logs:us-east-1:123456789012:delivery-destination:mock",
  aws_cloudwatch_log_group: "arn:aws:logs:us-east-1:123456789012:log-group:mock",
  aws_dynamodb_table: "arn:aws:dynamodb:us-east-1:123456789012:table/mock",
  aws_iam_policy: "arn:aws:iam::123456789012:policy/mock",
  aws_iam_role: "arn:aws:iam::123456789012:role/mock",
  aws_kinesis_firehose_delivery_stream: "arn:aws:firehose:us-east-1:123456789012:deliverystream/mock",
  aws_lambda_function: "arn:aws:lambda:us-east-1:123456789012:function:mock",
  aws_quicksight_data_set: "arn:aws:quicksight:us-east-1:123456789012:dataset/mock",
  aws_quicksight_data_source: "arn:aws:quicksight:us-east-1:123456789012:datasource/mock",
  aws_s3_bucket: "arn:aws:s3:::mock",
  aws_sns_topic: "arn:aws:sns:us-east-1:123456789012:mock",
  aws_sqs_queue: "arn:aws:sqs:us-east-1:123456789012:mock",
};

const MOCK_DATA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_caller_identity: { account_id: "123456789012" },
  aws_partition: { partition: "aws", dns_suffix: "amazonaws.com" },
  aws_region: { id: "us-east-1" },
};

/**
 * Stand in every test file: answer for the providers, offline.
 *
 * @param source folder of the mocks
 */
export function mockProviders(aliases: readonly ProviderAlias[], source = "./tests/mocks"): Block[] {
  const others = aliases.map(({ alias }): Attribute[] => [["alias", alias]]);
  return [[], ...others].map((alias) => ({
    type: "mock_provider",
    labels: ["aws"],
    attributes: [...alias, ["source", source]],
  }));
}

/** The files below `tests/` of an emitted module; `terraform test` runs them offline, with mocked providers. */
export function testFiles(
  architecture: BuiltArchitecture,
  types: ReadonlySet<string>,
  aliases: readonly ProviderAlias[],
  header: string,
) {
  const file = (runs: readonly TestRun[]) =>
    renderFile([...mockProviders(aliases), ...runs.map(({ block }) => block)], header);
  return {
    "tests/plans.tftest.hcl": file(planRuns(architecture)),
    "tests/refusals.tftest.hcl": file(refusalRuns(architecture)),
    "tests/mocks/aws.tfmock.hcl": renderFile(mocks(types), header),
  };
}

/** The names of all runs, in the order of the files. */
export function testRuns(architecture: BuiltArchitecture): string[] {
  return [...planRuns(architecture), ...refusalRuns(architecture)].map(({ name }) => name);
}

function planRuns({ construct }: BuiltArchitecture): TestRun[] {
  return construct.plans.map((plan) => ({ name: plan.name, block: planBlock(plan) }));
}

/** Applied, not only planned: with mocked providers that costs nothing, and every expression has to have a value. */
function planBlock({ name, reason, inputs, instances, outputs = {} }: PlanCase): Block {
  return {
    type: "run",
    labels: [name],
    comment: reason,
    attributes: [["command", "${apply}"]],
    blocks: [
      ...variables(inputs),
      ...Object.entries(instances).map(([address, count]) =>
        assertion(`length(${address}) == ${count}`, `${address} must have ${count} instances.`),
      ),
      ...Object.entries(outputs).map(([output, value]) =>
        assertion(
          `output.${snakeCase(output)} == ${jsonencode(value)}`,
          `${snakeCase(output)} is not what it must be.`,
        ),
      ),
    ],
  };
}

function assertion(condition: string, message: string): Block {
  return {
    type: "assert",
    attributes: [
      ["condition", `\${${condition}}`],
      ["error_message", message],
    ],
  };
}

/** Values for the inputs that have no default, as the first plan gives them. */
export function requiredValues({ construct }: BuiltArchitecture): Readonly<Record<string, unknown>> {
  const given = Object.entries(construct.plans[0]?.inputs ?? {});
  return Object.fromEntries(given.filter(([name]) => construct.inputs[name]?.default === undefined));
}

/**
 * One run for the checks of all inputs, which fail independently, and one for each rule. An input that has rules gets
 * a run of its own for its check: Terraform does not come to it while the inputs that its rules read are wrong.
 */
function refusalRuns(architecture: BuiltArchitecture): TestRun[] {
  const { construct } = architecture;
  const required = requiredValues(architecture);
  const refused = Object.entries(construct.inputs).flatMap(([name, { check }]) =>
    check ? [{ name, value: check.refused, hasRules: construct.rules.some((rule) => rule.input === name) }] : [],
  );
  const together = refused.filter(({ hasRules }) => !hasRules);
  const wrongValues = Object.fromEntries(together.map(({ name, value }) => [name, value]));
  return [
    ...(together.length > 0
      ? [refusal("refuses_wrong_values", Object.keys(wrongValues), { ...required, ...wrongValues })]
      : []),
    ...refused
      .filter(({ hasRules }) => hasRules)
      .map(({ name, value }) => refusal(`refuses_${snakeCase(name)}`, [name], { ...required, [name]: value })),
    ...construct.rules.map((rule, index) =>
      refusal(`refuses_combination_${index + 1}`, [rule.input], { ...required, ...rule.refused }, rule.message),
    ),
  ];
}

/** A run that passes when the module refuses these values because of each of the inputs. */
export function refusal(
  name: string,
  inputs: readonly string[],
  values: Readonly<Record<string, unknown>>,
  comment?: string,
): TestRun {
  const block: Block = {
    type: "run",
    labels: [name],
    comment,
    attributes: [["command", "${plan}"]],
    blocks: variables(values),
    trailing: [[["expect_failures", inputs.map((input) => `\${var.${snakeCase(input)}}`)]]],
  };
  return { name, block };
}

function variables(inputs: Readonly<Record<string, unknown>>): Block[] {
  const attributes = Object.entries(inputs).map(([name, value]): Attribute => [snakeCase(name), value as Json]);
  return attributes.length === 0 ? [] : [{ type: "variables", attributes }];
}

function mocks(types: ReadonlySet<string>): Block[] {
  const data = Object.entries(MOCK_DATA).map(([type, defaults]) => mock("mock_data", type, defaults));
  const resources = Object.entries(MOCK_ARNS).map(([type, arn]) => mock("mock_resource", type, { arn }));
  return [...data, ...resources].filter(({ labels }) => types.has(labels?.[0] ?? ""));
}

function mock(kind: "mock_data" | "mock_resource", type: string, defaults: Readonly<Record<string, string>>): Block {
  return { type: kind, labels: [type], attributes: [["defaults", defaults]] };
}
