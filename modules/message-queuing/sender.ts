import type { Construct } from "constructs";
import { alarm, mathAlarm } from "../shared/alarms";
import type { Deployment } from "../shared/deployment";
import { type HclExpression, hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import type { Each } from "../shared/optional";
import { grantPinpoint, pinpointEnvironment } from "../shared/pinpoint";
import type { ConditionalStatement, Statement } from "../shared/policy";
import type { Queue } from "../shared/queue";
import type { inputs } from "./inputs";

/** A table that senders work on; its name is null where it is not made. */
export interface SenderTable {
  readonly name: string;
  readonly arn: string;
}

/** What the senders work on. */
export interface SendersProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly lanes: Each;
  readonly queue: Queue;
  readonly limiter: SenderTable;
  readonly dedupe: SenderTable;
  /** Messages of one call, by channel. */
  readonly batchSizes: HclExpression;
}

/** One function for each lane, with rights for its own channel only. */
export function senders(scope: Construct, props: SendersProps): NodeFunction {
  const { deployment, values, lanes, queue } = props;
  const sender = new NodeFunction(scope, "sender", {
    deployment,
    folder: "queue-sender",
    description: "Sends the messages of a lane at the rate that is paid for.",
    timeoutSeconds: values.senderTimeoutSeconds,
    memoryMb: values.senderMemoryMb,
    logLevel: values.logLevel,
    reservedConcurrency: values.reservedConcurrency,
    environment: environment(props),
    statements: [queue.consume(), ...laneStatements(props), ...channelStatements(props)],
    when: lanes,
  });
  sender.readFrom(queue, {
    batchSize: hcl`${props.batchSizes}[${lanes.key}]`.toNumber(),
    maxConcurrency: values.maxConcurrency,
    tags: deployment.tags,
  });
  alarms(scope, props, sender);
  return sender;
}

function environment({ values, lanes, queue, limiter, dedupe }: SendersProps) {
  return {
    CHANNEL: lanes.key,
    LANE_QUEUE_URL: queue.url,
    LANE_DEAD_LETTER_QUEUE_URL: queue.deadLetterUrl,
    LIMITER_TABLE_NAME: limiter.name,
    DEDUPE_TABLE_NAME: dedupe.name,
    DEDUPLICATION_WINDOW_HOURS: values.deduplicationWindowHours,
    SES_MESSAGES_PER_SECOND: values.sesMessagesPerSecond,
    SMS_PARTS_PER_SECOND: hcl`jsonencode(${values.smsPartsPerSecond})`,
    PINPOINT_MESSAGES_PER_SECOND: values.pinpointMessagesPerSecond,
    TARGET_UTILIZATION_PERCENT: values.targetUtilizationPercent,
    RATE_LIMITER_MODE: values.rateLimiterMode,
    MAX_CONCURRENCY: values.maxConcurrency,
    MESSAGE_DEADLINE_SECONDS: values.messageDeadlineSeconds,
    ON_UNCERTAIN_SEND: values.onUncertainSend,
    SES_CONFIGURATION_SET_NAME: values.sesConfigurationSetName,
    SMS_CONFIGURATION_SET_NAME: values.smsConfigurationSetName,
    RESULT_QUEUE_ARN: values.resultQueueArn,
    ...pinpointEnvironment({
      applicationId: values.pinpointApplicationId,
      engagementApiArn: values.engagementApiArn,
    }),
  };
}

/** What every lane needs. */
function laneStatements({ values, lanes, queue, limiter, dedupe }: SendersProps): (Statement | ConditionalStatement)[] {
  return [
    { Sid: "WriteDeadLetter", Action: "sqs:SendMessage", Resource: queue.deadLetterArn },
    { Sid: "LeaseSlots", Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"], Resource: limiter.arn },
    {
      when: hcl`${values.deduplicationEnabled}`,
      statement: { Sid: "ClaimIds", Action: "dynamodb:UpdateItem", Resource: dedupe.arn },
    },
    {
      when: hcl`${lanes.key} != "sms"`,
      statement: { Sid: "SendFailedPartsAgain", Action: "sqs:SendMessage", Resource: queue.arn },
    },
    {
      when: hcl`${values.resultQueueArn} != null`,
      statement: { Sid: "TellResults", Action: "sqs:SendMessage", Resource: values.resultQueueArn },
    },
  ];
}

/** What the lane of one channel needs. */
function channelStatements({ deployment, values, lanes }: SendersProps): ConditionalStatement[] {
  const of = (channel: string) => hcl`${lanes.key} == ${channel}`;
  const account = ["configuration-set/*", "template/*"].map((resource) => deployment.arn("ses", resource));
  return [
    {
      when: of("ses"),
      statement: {
        Sid: "SendMail",
        Action: ["ses:SendEmail", "ses:SendRawEmail", "ses:SendBulkEmail", "ses:SendTemplatedEmail"],
        Resource: hcl`concat(${values.sesIdentityArns}, ${account})`,
        why: "A message may name any configuration set and template of this account and Region; the identities decide who sends.",
      },
    },
    {
      when: hcl`${of("ses")} && ${values.sesMessagesPerSecond} == null`,
      statement: {
        Sid: "ReadQuota",
        Action: "ses:GetAccount",
        Resource: "*",
        why: "The account's quota is no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html",
      },
    },
    {
      when: hcl`${of("ses")} && length(${values.contentObjectArns}) > 0`,
      statement: { Sid: "ReadContent", Action: "s3:GetObject", Resource: values.contentObjectArns },
    },
    {
      when: of("sms"),
      statement: { Sid: "SendTexts", Action: "sms-voice:SendTextMessage", Resource: values.originationIdentityArns },
    },
    ...grantPinpoint(values, {
      Sid: "SendByPinpoint",
      operations: ["SendMessages"],
      resources: [deployment.arn("mobiletargeting", `apps/${values.pinpointApplicationId}/messages`)],
      when: of("pinpoint"),
    }),
  ];
}

function alarms(scope: Construct, { deployment, lanes }: SendersProps, sender: NodeFunction): void {
  const dimensions = { service: deployment.moduleId, deployment: deployment.name, channel: lanes.key.toString() };
  const own = (metricName: string) =>
    ({ namespace: "UserEngagement", metricName, dimensions, statistic: "Sum" }) as const;
  alarm(scope, deployment, {
    id: "sender_throttles",
    description: `Lambda does not let ${sender.name} run: the account's concurrency is used up, or reserved_concurrency is below max_concurrency.`,
    namespace: "AWS/Lambda",
    metricName: "Throttles",
    dimensions: { FunctionName: sender.name },
    statistic: "Sum",
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    when: lanes,
  });
  alarm(scope, deployment, {
    id: "sender_breaker_open",
    description: `The lane ${lanes.key} stands still: sending is paused, a daily quota is used up or a right is missing. Messages wait; read the log for the reason.`,
    ...own("BreakerOpen"),
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    when: lanes,
  });
  mathAlarm(scope, deployment, {
    id: "sender_throttled_share",
    description: `More than 2 % of the calls of lane ${lanes.key} were throttled: somebody else uses the quota too, so lower target_utilization_percent.`,
    // Some calls have to be there, or one of three would be a share.
    expression: "IF(attempted >= 50, 100 * throttled / attempted, 0)",
    metrics: { attempted: own("Attempted"), throttled: own("Throttled") },
    comparison: "GreaterThanThreshold",
    threshold: 2,
    when: lanes,
  });
}
