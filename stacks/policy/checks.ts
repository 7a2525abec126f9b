import type { ReadStatement, SynthesizedModule } from "../testing";
import { ACTIONS_ON_EVERYTHING, TRUSTED_SERVICES, WITHOUT_TAGS } from "./explained";

/** Looks for one kind of mistake. @returns a sentence for each place where it is made */
export type PolicyCheck = (module: SynthesizedModule) => string[];

interface Placed {
  readonly address: string;
  readonly argument: string;
  readonly statement: ReadStatement;
}

/** Every statement of every policy: of roles, their trust, queues, topics, buckets. */
function placedStatements(module: SynthesizedModule): Placed[] {
  return module.resources.flatMap(({ address, body }) =>
    Object.keys(body)
      .filter((argument) => argument.includes("policy"))
      .flatMap((argument) =>
        module.statements(address, argument).map((statement) => ({ address, argument, statement })),
      ),
  );
}

function allowed(module: SynthesizedModule): Placed[] {
  return placedStatements(module).filter(({ statement }) => statement.Effect === "Allow");
}

function ofType(module: SynthesizedModule, type: string) {
  return module.resources.filter((resource) => resource.type === type);
}

const isEverything = (resource: ReadStatement["Resource"]) => [resource].flat().includes("*");

/** Allow statements name their actions. */
export const exactActions: PolicyCheck = (module) =>
  allowed(module).flatMap(({ address, statement }) =>
    [statement.Action]
      .flat()
      .filter((action) => action.includes("*"))
      .map((action) => `${address} allows ${action}; name the actions.`),
  );

/** Rights of roles are for named resources, but for actions that have none; `main.tf` says why beside them. */
export const exactResources: PolicyCheck = (module) =>
  allowed(module)
    .filter(({ address, statement }) => address.startsWith("aws_iam_role_policy.") && isEverything(statement.Resource))
    .flatMap(({ address, statement }) =>
      [statement.Action]
        .flat()
        .filter((action) => !(action in ACTIONS_ON_EVERYTHING))
        .map((action) => `${address} allows ${action} on *; name the resource, or explain it in explained.ts.`),
    );

/** A service acts for this account, or for one of its resources, only. */
export const confusedDeputy: PolicyCheck = (module) =>
  allowed(module).flatMap(({ address, statement }) => {
    const services = servicesOf(statement.Principal).filter((service) => !(service in TRUSTED_SERVICES));
    const isBound = /aws:Source(Account|Arn)|sts:ExternalId/.test(JSON.stringify(statement.Condition ?? {}));
    return isBound ? [] : services.map((service) => `${address} lets ${service} act for any account.`);
  });

function servicesOf(principal: unknown): string[] {
  const service = (principal as { Service?: string | string[] } | undefined)?.Service;
  return service === undefined ? [] : [service].flat();
}

const GUARDED = { aws_sqs_queue: "policy", aws_sns_topic_policy: "policy", aws_s3_bucket_policy: "policy" } as const;

/** Queues, topics and buckets refuse calls without TLS, and none is without a policy. */
export const tlsOnly: PolicyCheck = (module) => {
  const unguarded = Object.entries(GUARDED).flatMap(([type, argument]) =>
    ofType(module, type).filter(({ address }) => {
      const denied = module.statements(address, argument).filter(({ Effect }) => Effect === "Deny");
      return !denied.some(({ Condition }) => JSON.stringify(Condition)?.includes('"aws:SecureTransport":"false"'));
    }),
  );
  const withoutPolicy = (["aws_sns_topic", "aws_s3_bucket"] as const).flatMap((type) =>
    ofType(module, type).filter(({ address }) => !module.addresses.includes(address.replace(type, `${type}_policy`))),
  );
  return [...unguarded, ...withoutPolicy].map(({ address }) => `${address} takes calls without TLS.`);
};

/** What is stored is encrypted, by the caller's key where there is one, and never by a key that AWS manages. */
export const encryption: PolicyCheck = (module) => {
  const key = "${var.kms_key_arn}";
  const problems = {
    aws_sqs_queue: ({ body }) => body["kms_master_key_id"] === key && "sqs_managed_sse_enabled" in body,
    aws_sns_topic: ({ body }) => body["kms_master_key_id"] === key,
    aws_cloudwatch_log_group: ({ body }) => body["kms_key_id"] === key,
    aws_dynamodb_table: ({ body }) => JSON.stringify(body["server_side_encryption"])?.includes(key),
    aws_kinesis_firehose_delivery_stream: ({ body }) => JSON.stringify(body["server_side_encryption"])?.includes(key),
    aws_s3_bucket: ({ address }) =>
      module.addresses.includes(address.replace("aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration")),
  } satisfies Record<string, (resource: SynthesizedModule["resources"][number]) => unknown>;
  const unencrypted = Object.entries(problems).flatMap(([type, isEncrypted]) =>
    ofType(module, type).filter((resource) => !isEncrypted(resource)),
  );
  const managed = module.resources.filter(({ body }) => JSON.stringify(body).includes("alias/aws/"));
  return [
    ...unencrypted.map(({ address }) => `${address} does not take kms_key_arn, or is not encrypted without it.`),
    ...managed.map(({ address }) => `${address} uses a key that AWS manages, which admits no other service.`),
  ];
};

/** Buckets are closed to the world. */
export const closedBuckets: PolicyCheck = (module) =>
  ofType(module, "aws_s3_bucket").flatMap(({ address }) =>
    ["aws_s3_bucket_public_access_block", "aws_s3_bucket_ownership_controls", "aws_s3_bucket_lifecycle_configuration"]
      .map((type) => address.replace("aws_s3_bucket", type))
      .filter((satellite) => !module.addresses.includes(satellite))
      .map((satellite) => `${address} has no ${satellite}.`),
  );

/** A queue has dead letters or is for them, and somebody hears of it. */
export const watchedQueues: PolicyCheck = (module) => {
  const alarms = ofType(module, "aws_cloudwatch_metric_alarm").map(({ body }) => body);
  const isWatched = (address: string, metric: string) =>
    alarms.some(
      ({ metric_name, dimensions }) => metric_name === metric && JSON.stringify(dimensions).includes(`${address}.name`),
    );
  return ofType(module, "aws_sqs_queue").flatMap(({ address, body }) => {
    if ("redrive_allow_policy" in body) {
      const isOurs = JSON.stringify(body["redrive_allow_policy"]).includes("byQueue");
      const isHeard = isWatched(address, "ApproximateNumberOfMessagesVisible");
      return isOurs && isHeard ? [] : [`${address} takes dead letters of any queue, or nobody hears of them.`];
    }
    const isHeard = isWatched(address, "ApproximateAgeOfOldestMessage");
    return "redrive_policy" in body && isHeard ? [] : [`${address} has no dead-letter queue, or may back up unheard.`];
  });
};

/** A function has a log that goes after some time, and an alarm on errors. */
export const watchedFunctions: PolicyCheck = (module) =>
  ofType(module, "aws_lambda_function").flatMap(({ address }) => {
    const role = address.split(".")[1];
    const log = ofType(module, "aws_cloudwatch_log_group").find((group) => group.address.endsWith(`.${role}`));
    const hasRetention = log?.body["retention_in_days"] === "${var.log_retention_days}";
    const hasAlarm = module.addresses.includes(`aws_cloudwatch_metric_alarm.${role}_errors`);
    return hasRetention && hasAlarm ? [] : [`${address} has no log with a retention, or no alarm on errors.`];
  });

/** Alarms report to the caller's topic when they go off and when all is well again; no data is good news. */
export const reportingAlarms: PolicyCheck = (module) =>
  ofType(module, "aws_cloudwatch_metric_alarm")
    .filter(
      ({ body }) =>
        body["alarm_actions"] !== "${local.alarm_actions}" ||
        body["ok_actions"] !== "${local.alarm_actions}" ||
        body["treat_missing_data"] !== "notBreaching",
    )
    .map(({ address }) => `${address} does not report as alarms do here.`);

/** Everything that takes tags has the caller's. */
export const tagged: PolicyCheck = (module) =>
  module.resources
    .filter(({ type, body }) => !WITHOUT_TAGS.includes(type) && body["tags"] !== "${local.tags}")
    .map(({ address }) => `${address} has no tags.`);

/** ARNs hold in every partition. */
export const anyPartition: PolicyCheck = (module) =>
  module.resources
    .filter(({ body }) => /arn:aws[a-z-]*:/.test(JSON.stringify(body)))
    .map(({ address }) => `${address} has an ARN of one partition only.`);
