import type { JsonObject } from "../hcl/json";
import type { SynthesizedGraph } from "../testing";
import type { checks } from "./checks";

/** A graph that is wrong in one respect, and what a check says to it. */
export interface Mistake {
  readonly graph: SynthesizedGraph;
  readonly problems: readonly string[];
}

const SOURCE_ACCOUNT = { StringEquals: { "aws:SourceAccount": "local.account_id" } };
const TLS = { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
const ELSEWHERE = { ArnLike: { "aws:SourceArn": "arn:${local.partition}:sns:*:*:*" } };
const BUCKET = { ArnLike: { "aws:SourceArn": "aws_s3_bucket.x.arn" } };
const FOREIGN = { StringEquals: { "aws:SourceAccount": "123456789012" } };
const NOT = { StringNotEquals: { "aws:SourceAccount": "local.account_id" } };

const resource = (type: string, named: Readonly<Record<string, JsonObject>>): SynthesizedGraph => ({
  resource: { [type]: named },
});

/** Policy text with one statement. */
const policy = (statement: object) =>
  `\${jsonencode(${hclText({ Statement: [{ Sid: "S", Effect: "Allow", ...statement }] })})}`;

/** Rights of a role. */
const rights = (statement: object) => resource("aws_iam_role_policy", { x: { policy: policy(statement) } });

/** Who may take on a role. */
const trust = (statement: object) =>
  resource("aws_iam_role", { x: { assume_role_policy: policy({ Action: "sts:AssumeRole", ...statement }) } });

/** A value as HCL; a string that looks like a reference is one. */
function hclText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(hclText).join(", ")}]`;
  if (typeof value === "string" && /^(local|aws_\w+)\./.test(value)) return value;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `"${key}" = ${hclText(item)}`)
    .join(", ")} }`;
}

const alarm = (metric: string, dimensions: JsonObject) => ({ metric_name: metric, dimensions });

/** Mistakes that each check has to find. */
export const mistakes: Readonly<Record<keyof typeof checks, readonly Mistake[]>> = {
  readablePolicies: [
    {
      graph: resource("aws_sqs_queue", { x: { policy: "${local.policy}" } }),
      problems: ["aws_sqs_queue.x: policy has no statements that a check could read."],
    },
    {
      graph: resource("aws_iam_role_policy_attachment", { x: { policy_arn: "${var.policy_arn}" } }),
      problems: ["aws_iam_role_policy_attachment.x grants what a policy outside the module says."],
    },
  ],
  exactActions: [
    {
      graph: rights({ Action: ["sqs:SendMessage", "sqs:*"], Resource: "aws_sqs_queue.x.arn" }),
      problems: ["aws_iam_role_policy.x allows sqs:*; name the actions."],
    },
    {
      graph: rights({ Action: "dynamodb:Get*", Resource: "aws_dynamodb_table.x.arn" }),
      problems: ["aws_iam_role_policy.x allows dynamodb:Get*; name the actions."],
    },
    {
      graph: rights({ NotAction: "iam:PassRole", Resource: "aws_sqs_queue.x.arn" }),
      problems: ["aws_iam_role_policy.x allows by NotAction; name what is allowed."],
    },
    {
      graph: { resource: {}, output: { key: { value: policy({ Action: ["kms:*", "kms:GenerateDataKey*"] }) } } },
      problems: ["output.key allows kms:*; name the actions."],
    },
  ],
  exactResources: [
    {
      graph: rights({ Action: ["ses:PutSuppressedDestination", "sqs:SendMessage"], Resource: "*" }),
      problems: [
        "aws_iam_role_policy.x allows sqs:SendMessage on *; name the resource, or explain it in explained.ts.",
      ],
    },
  ],
  namedPrincipals: [
    {
      graph: resource("aws_sqs_queue", { x: { policy: policy({ Principal: "*", Action: "sqs:SendMessage" }) } }),
      problems: ["aws_sqs_queue.x lets everybody sqs:SendMessage."],
    },
    { graph: trust({ Principal: { AWS: ["*"] } }), problems: ["aws_iam_role.x lets everybody sts:AssumeRole."] },
  ],
  confusedDeputy: [
    ...[{}, { Condition: ELSEWHERE }, { Condition: BUCKET }, { Condition: FOREIGN }, { Condition: NOT }].map(
      (condition) => ({
        graph: trust({ Principal: { Service: "ses.amazonaws.com" }, ...condition }),
        problems: ["aws_iam_role.x lets ses.amazonaws.com act for any account."],
      }),
    ),
    {
      graph: trust({ Principal: { Service: ["lambda.amazonaws.com", "firehose.amazonaws.com"] } }),
      problems: ["aws_iam_role.x lets firehose.amazonaws.com act for any account."],
    },
    {
      graph: resource("aws_lambda_permission", {
        x: { principal: "s3.amazonaws.com", source_arn: "${aws_s3_bucket.x.arn}" },
        y: { principal: "s3.amazonaws.com", source_account: "${local.account_id}" },
        z: { principal: "events.amazonaws.com", source_arn: "${aws_cloudwatch_event_rule.z.arn}" },
      }),
      problems: ["aws_lambda_permission.x lets s3.amazonaws.com act for any account."],
    },
  ],
  tlsOnly: [
    ...[
      { Action: "sqs:SendMessage", Condition: SOURCE_ACCOUNT },
      { ...TLS, Action: "sqs:SendMessage" },
      { ...TLS, Action: "sqs:*", Principal: { AWS: "local.account_id" } },
      { ...TLS, Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
    ].map((statement) => ({
      graph: resource("aws_sqs_queue", { x: { policy: policy(statement) } }),
      problems: ["aws_sqs_queue.x takes calls without TLS."],
    })),
    {
      graph: resource("aws_s3_bucket_policy", { x: {} }),
      problems: ["aws_s3_bucket_policy.x takes calls without TLS."],
    },
  ],
  requiredArguments: [
    {
      graph: resource("aws_sqs_queue", { x: { kms_master_key_id: "${var.kms_key_arn}" } }),
      problems: [
        "aws_sqs_queue.x: sqs_managed_sse_enabled must be ${var.kms_key_arn == null ? true : null}; got nothing.",
      ],
    },
    {
      graph: resource("aws_s3_bucket_public_access_block", {
        x: {
          block_public_acls: true,
          block_public_policy: false,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      }),
      problems: ["aws_s3_bucket_public_access_block.x: block_public_policy must be true; got false."],
    },
    {
      graph: resource("aws_cloudwatch_log_group", { x: { kms_key_id: "${var.kms_key_arn}", retention_in_days: 0 } }),
      problems: ["aws_cloudwatch_log_group.x: retention_in_days must be ${var.log_retention_days}; got 0."],
    },
    {
      graph: resource("aws_cloudwatch_metric_alarm", {
        x: { alarm_actions: "${local.alarm_actions}", treat_missing_data: "notBreaching" },
      }),
      problems: ["aws_cloudwatch_metric_alarm.x: ok_actions must be ${local.alarm_actions}; got nothing."],
    },
  ],
  noManagedKeys: [
    {
      graph: resource("aws_sns_topic", { x: { kms_master_key_id: "alias/aws/sns" } }),
      problems: ["aws_sns_topic.x uses a key that AWS manages, which admits no other service."],
    },
  ],
  tagged: [
    {
      graph: resource("aws_sqs_queue", { x: { tags: "${var.tags}" } }),
      problems: ["aws_sqs_queue.x: tags must be ${local.tags}; got ${var.tags}."],
    },
  ],
  anyPartition: [
    {
      graph: { resource: {}, locals: { arn: "arn:aws-cn:sqs:${local.region}:${local.account_id}:x" } },
      problems: ["locals has an ARN of one partition only, arn:aws-cn:…"],
    },
  ],
  satellites: [
    { graph: resource("aws_sns_topic", { x: {} }), problems: ["aws_sns_topic.x has no aws_sns_topic_policy.x."] },
  ],
  watchedFunctions: [
    {
      graph: {
        resource: {
          aws_lambda_function: {
            x: { role: "${aws_iam_role.y.arn}", logging_config: { log_group: "${aws_cloudwatch_log_group.y.name}" } },
          },
          aws_cloudwatch_metric_alarm: { x: alarm("Errors", { FunctionName: "${aws_lambda_function.y.name}" }) },
        },
      },
      problems: [
        "aws_lambda_function.x does not write to its own log.",
        "aws_lambda_function.x has no role of its own.",
        "aws_lambda_function.x has no alarm on errors.",
      ],
    },
  ],
  watchedQueues: [
    {
      graph: {
        resource: {
          aws_sqs_queue: { x: { name: "x" } },
          aws_lambda_event_source_mapping: { x: { event_source_arn: "${one(aws_sqs_queue.x[*].arn)}" } },
          aws_cloudwatch_metric_alarm: { x: alarm("NumberOfMessagesSent", { QueueName: "${aws_sqs_queue.x.name}" }) },
        },
      },
      problems: [
        "aws_sqs_queue.x has no dead-letter queue.",
        "aws_sqs_queue.x is read by a function and has no alarm on its oldest message.",
      ],
    },
    {
      graph: resource("aws_sqs_queue", {
        x: { name: "x", redrive_policy: '${jsonencode({ "deadLetterTargetArn" = aws_sqs_queue.y.arn })}' },
        y: { redrive_allow_policy: '${jsonencode({ "redrivePermission" = "allowAll" })}' },
      }),
      problems: [
        "aws_sqs_queue.y must take the dead letters of its own queues by name, and of no others.",
        "aws_sqs_queue.y has no alarm on its first message.",
      ],
    },
    {
      graph: {
        resource: {
          aws_sqs_queue: { x: { redrive_allow_policy: '${jsonencode({ "redrivePermission" = "denyAll" })}' } },
          aws_cloudwatch_metric_alarm: {
            x: alarm("ApproximateNumberOfMessagesVisible", { QueueName: "${aws_sqs_queue.x.name}" }),
          },
        },
      },
      problems: ["aws_sqs_queue.x must take the dead letters of its own queues by name, and of no others."],
    },
  ],
  watchedRules: [
    {
      graph: {
        resource: {
          aws_cloudwatch_event_rule: { x: {} },
          aws_cloudwatch_event_target: { x: { arn: "${aws_sqs_queue.x.arn}" } },
        },
      },
      problems: [
        "aws_cloudwatch_event_target.x has no dead-letter queue.",
        "aws_cloudwatch_event_rule.x has no alarm on failed invocations.",
      ],
    },
  ],
};
