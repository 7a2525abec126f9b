import { type BuiltArchitecture, builtArchitectures } from "../../modules/catalog";
import type { JsonObject } from "../hcl/json";
import { SynthesizedModule } from "../testing";
import * as checks from "./checks";
import { ACTIONS_ON_EVERYTHING, TRUSTED_SERVICES } from "./explained";

const modules = builtArchitectures.map((architecture: BuiltArchitecture): [string, SynthesizedModule] => [
  architecture.id,
  SynthesizedModule.of(architecture),
]);

describe.each(Object.entries(checks))("%s", (name, check) => {
  test.each(modules)("holds in %s", (_, module) => {
    expect(check(module)).toEqual([]);
  });

  test("finds the mistake", () => {
    expect(check(new SynthesizedModule({ resource: MISTAKES[name as keyof typeof checks] }))).not.toEqual([]);
  });
});

const policy = (statement: object) =>
  `\${jsonencode(${hclOf({ Statement: [{ Sid: "S", Effect: "Allow", ...statement }] })})}`;

function hclOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(hclOf).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `"${key}" = ${hclOf(item)}`)
    .join(", ")} }`;
}

type Resources = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** For each check a graph that makes the mistake. */
const MISTAKES: Readonly<Record<keyof typeof checks, Resources>> = {
  exactActions: {
    aws_iam_role_policy: { x: { policy: policy({ Action: "sqs:*", Resource: "aws_sqs_queue.x.arn" }) } },
  },
  exactResources: { aws_iam_role_policy: { x: { policy: policy({ Action: ["sqs:SendMessage"], Resource: "*" }) } } },
  confusedDeputy: {
    aws_sns_topic_policy: {
      x: { policy: policy({ Action: "sns:Publish", Principal: { Service: "ses.amazonaws.com" } }) },
    },
  },
  tlsOnly: { aws_sqs_queue: { x: { policy: policy({ Action: "sqs:SendMessage" }) } } },
  encryption: { aws_sqs_queue: { x: { kms_master_key_id: "alias/aws/sqs" } } },
  closedBuckets: { aws_s3_bucket: { x: {} } },
  watchedQueues: { aws_sqs_queue: { x: { redrive_policy: "…" } } },
  watchedFunctions: { aws_lambda_function: { x: {} }, aws_cloudwatch_log_group: { x: { retention_in_days: 0 } } },
  reportingAlarms: { aws_cloudwatch_metric_alarm: { x: { alarm_actions: "${local.alarm_actions}" } } },
  tagged: { aws_sqs_queue: { x: {} } },
  anyPartition: { aws_sqs_queue: { x: { name: "arn:aws:sqs:eu-west-1:123456789012:x" } } },
};

test("every exception is used by a module", () => {
  const text = modules.map(([, module]) => module.text).join();
  for (const name of [...Object.keys(ACTIONS_ON_EVERYTHING), ...Object.keys(TRUSTED_SERVICES)]) {
    expect(text).toContain(name);
  }
});
