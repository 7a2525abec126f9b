import { isObject, type Json } from "../hcl/json";
import type { SynthesizedBlock, SynthesizedModule } from "../testing";
import type { PolicyCheck } from "./check";
import { isAttribute } from "./statements";

/** Resources that stand beside a resource of a type, with its logical id. */
const SATELLITES: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["aws_iam_role_policy"],
  aws_lambda_function: ["aws_cloudwatch_log_group", "aws_iam_role"],
  aws_s3_bucket: [
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
  ],
  aws_sns_topic: ["aws_sns_topic_policy"],
};

/** What AWS sets apart from a resource is set for each. */
export const satellites: PolicyCheck = (module) =>
  module.resources.flatMap(({ address, type }) =>
    (SATELLITES[type] ?? [])
      .map((satellite) => address.replace(type, satellite))
      .filter((satellite) => !module.addresses.includes(satellite))
      .map((satellite) => `${address} has no ${satellite}.`),
  );

/** A function writes to its own log, with a role of its own, and somebody hears when it fails. */
export const watchedFunctions: PolicyCheck = (module) =>
  ofType(module, "aws_lambda_function").flatMap(({ address, body }) => {
    const id = address.split(".")[1];
    const log = inBlock(body["logging_config"], "log_group");
    return [
      ...(isAttribute(log, `aws_cloudwatch_log_group.${id}`, "name")
        ? []
        : [`${address} does not write to its own log.`]),
      ...(isAttribute(body["role"], `aws_iam_role.${id}`, "arn") ? [] : [`${address} has no role of its own.`]),
      ...(hasAlarm(module, "Errors", "FunctionName", address, "function_name")
        ? []
        : [`${address} has no alarm on errors.`]),
    ];
  });

/**
 * A queue has dead letters, or is for those of named queues, of a rule or of a function. Somebody hears of the first dead letter, and of
 * messages that wait too long for the function that reads the queue.
 */
export const watchedQueues: PolicyCheck = (module) =>
  ofType(module, "aws_sqs_queue").flatMap((queue) =>
    "redrive_allow_policy" in queue.body ? deadLetterProblems(module, queue) : sourceProblems(module, queue),
  );

function deadLetterProblems(module: SynthesizedModule, { address, body }: SynthesizedBlock): string[] {
  const sources = ofType(module, "aws_sqs_queue").filter((queue) => deadLettersOf(queue).includes(address));
  const text = String(body["redrive_allow_policy"]);
  const isByName =
    sources.length > 0 &&
    text.includes('"redrivePermission" = "byQueue"') &&
    sources.every((source) => text.includes(`:${source.body["name"]}"`));
  const services = [
    ...ofType(module, "aws_cloudwatch_event_target").map(lettersOf),
    ...ofType(module, "aws_lambda_function_event_invoke_config").map(failuresOf),
  ];
  const isOfService =
    text.includes('"redrivePermission" = "denyAll"') && services.some((arn) => isAttribute(arn, address, "arn"));
  const isHeard = hasAlarm(module, "ApproximateNumberOfMessagesVisible", "QueueName", address, "name");
  return [
    ...(isByName || isOfService
      ? []
      : [`${address} must take the dead letters of its own queues by name, and of no others.`]),
    ...(isHeard ? [] : [`${address} has no alarm on its first message.`]),
  ];
}

/** What a rule cannot deliver is kept, and somebody hears that it failed. */
export const watchedRules: PolicyCheck = (module) => [
  ...ofType(module, "aws_cloudwatch_event_target")
    .filter((target) => lettersOf(target) === undefined)
    .map(({ address }) => `${address} has no dead-letter queue.`),
  ...ofType(module, "aws_cloudwatch_event_rule")
    .filter(({ address }) => !hasAlarm(module, "FailedInvocations", "RuleName", address, "name"))
    .map(({ address }) => `${address} has no alarm on failed invocations.`),
];

function lettersOf({ body }: SynthesizedBlock): Json | undefined {
  return inBlock(body["dead_letter_config"], "arn");
}

function failuresOf({ body }: SynthesizedBlock): Json | undefined {
  return inBlock(inBlock(body["destination_config"], "on_failure"), "destination");
}

function sourceProblems(module: SynthesizedModule, queue: SynthesizedBlock): string[] {
  const { address } = queue;
  const isRead = ofType(module, "aws_lambda_event_source_mapping").some(({ body }) =>
    isAttribute(body["event_source_arn"], address, "arn"),
  );
  const isHeard = hasAlarm(module, "ApproximateAgeOfOldestMessage", "QueueName", address, "name");
  return [
    ...(deadLettersOf(queue).length > 0 ? [] : [`${address} has no dead-letter queue.`]),
    ...(isRead && !isHeard ? [`${address} is read by a function and has no alarm on its oldest message.`] : []),
  ];
}

/** Addresses of the queues that a queue's dead letters go to. */
function deadLettersOf({ body }: SynthesizedBlock): string[] {
  const text = String(body["redrive_policy"] ?? "");
  return text.match(/(?<="deadLetterTargetArn" = (one\()?)aws_sqs_queue\.\w+/g) ?? [];
}

function hasAlarm(module: SynthesizedModule, metric: string, dimension: string, address: string, attribute: string) {
  return ofType(module, "aws_cloudwatch_metric_alarm").some(
    ({ body }) =>
      body["metric_name"] === metric && isAttribute(inBlock(body["dimensions"], dimension), address, attribute),
  );
}

/** An argument of a nested block or map. */
function inBlock(block: Json | undefined, argument: string): Json | undefined {
  return isObject(block) ? block[argument] : undefined;
}

function ofType(module: SynthesizedModule, type: string): SynthesizedBlock[] {
  return module.resources.filter((resource) => resource.type === type);
}
