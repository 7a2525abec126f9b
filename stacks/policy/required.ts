import type { TerraformResource } from "cdktf";
import { isObject, type Json, type JsonObject } from "../hcl/json";
import type { PolicyCheck } from "./check";

const KEY = "${var.kms_key_arn}";
const HAS_KEY = "${var.kms_key_arn != null}";
const ALARM_ACTIONS = "${local.alarm_actions}";

/** Arguments that every resource of a type has here, by their path. */
const REQUIRED: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  // Encrypted with the caller's key, or without one by a key of the service's own.
  aws_cloudwatch_log_group: { kms_key_id: KEY, retention_in_days: "${var.log_retention_days}" },
  aws_dynamodb_table: {
    "server_side_encryption.enabled": HAS_KEY,
    "server_side_encryption.kms_key_arn": KEY,
    "point_in_time_recovery.enabled": true,
  },
  aws_kinesis_firehose_delivery_stream: {
    "server_side_encryption.enabled": true,
    "server_side_encryption.key_arn": KEY,
  },
  aws_lambda_function: { kms_key_arn: KEY },
  aws_sns_topic: { kms_master_key_id: KEY },
  aws_sqs_queue: { kms_master_key_id: KEY, sqs_managed_sse_enabled: "${var.kms_key_arn == null ? true : null}" },
  aws_s3_bucket_server_side_encryption_configuration: {
    "rule.0.apply_server_side_encryption_by_default.kms_master_key_id": KEY,
    "rule.0.apply_server_side_encryption_by_default.sse_algorithm": '${var.kms_key_arn == null ? "AES256" : "aws:kms"}',
    "rule.0.bucket_key_enabled": HAS_KEY,
  },
  // Closed to the world.
  aws_s3_bucket_ownership_controls: { "rule.object_ownership": "BucketOwnerEnforced" },
  aws_s3_bucket_public_access_block: {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
  // Heard when it goes off and when all is well again; no data is good news.
  aws_cloudwatch_metric_alarm: {
    alarm_actions: ALARM_ACTIONS,
    ok_actions: ALARM_ACTIONS,
    treat_missing_data: "notBreaching",
  },
  aws_iam_role: { permissions_boundary: "${var.permissions_boundary_arn}" },
};

/** What stands in the place of that, by address. */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  // S3 writes access logs to no bucket with a key of KMS:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html
  "aws_s3_bucket_server_side_encryption_configuration.access_log": {
    "rule.0.apply_server_side_encryption_by_default.sse_algorithm": "AES256",
  },
};

/** Types without the caller's tags: an object has room for ten, and a module takes fifty. */
const UNTAGGED = ["aws_s3_object"];

/** Resources are encrypted, closed, and report as they do everywhere here. */
export const requiredArguments: PolicyCheck = (module) =>
  module.resources.flatMap(({ address, type, body }) =>
    Object.entries(EXCEPTIONS[address] ?? REQUIRED[type] ?? {})
      .filter(([path, expected]) => argument(body, path) !== expected)
      .map(([path, expected]) => `${address}: ${path} must be ${expected}; got ${argument(body, path) ?? "nothing"}.`),
  );

function argument(body: JsonObject, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) ? (value[key] ?? contentOf(value, key)) : undefined;
  }, body);
}

/** A nested block that is there under a condition: what it says where it is there. */
function contentOf({ dynamic }: JsonObject, block: string): Json | undefined {
  const made = isObject(dynamic) ? dynamic[block] : undefined;
  return isObject(made) ? made["content"] : undefined;
}

/** A key that AWS manages admits no other service: what a service wrote with it would be lost. */
export const noManagedKeys: PolicyCheck = (module) =>
  module.blocks
    .filter(({ body }) => JSON.stringify(body).includes("alias/aws/"))
    .map(({ address }) => `${address} uses a key that AWS manages, which admits no other service.`);

/** Everything that takes tags has the caller's. */
export const tagged: PolicyCheck = (module) =>
  module.resources
    .filter(({ type, body }) => !UNTAGGED.includes(type) && takesTags(type) && body["tags"] !== "${local.tags}")
    .map(({ address, body }) => `${address}: tags must be \${local.tags}; got ${body["tags"] ?? "nothing"}.`);

/** Whether the provider's resource has tags, as its binding knows. */
function takesTags(type: string): boolean {
  const file = type.replace(/^aws_/, "").replaceAll("_", "-");
  const binding: Record<string, typeof TerraformResource & { tfResourceType?: string }> = require(
    `@cdktf/provider-aws/lib/${file}`,
  );
  const resource = Object.values(binding).find(({ tfResourceType }) => tfResourceType === type);
  if (!resource) throw new Error(`@cdktf/provider-aws/lib/${file} has no class for ${type}.`);
  return "tagsInput" in resource.prototype;
}

/** ARNs hold in every partition. */
export const anyPartition: PolicyCheck = (module) =>
  module.blocks.flatMap(({ address, body: { description: _, ...body } }) => {
    const arns = JSON.stringify(body).match(/arn:aws[a-z-]*:/g) ?? [];
    return [...new Set(arns)].map((arn) => `${address} has an ARN of one partition only, ${arn}…`);
  });
