import {
  atLeast,
  between,
  type Check,
  each,
  enumeration,
  input,
  matches,
  oneOf,
  orNull,
  type Rule,
  section,
  someOf,
} from "./input";

/** Retention times that CloudWatch Logs accepts, in days: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const logRetention: Check = {
  mustBe: `a CloudWatch Logs value: ${enumeration(LOG_RETENTION_DAYS)}`,
  condition: (reference) => `contains([${LOG_RETENTION_DAYS.join(", ")}], ${reference})`,
  accepts: (value: number) => LOG_RETENTION_DAYS.includes(value),
  refused: 31,
};

const tags: Check = {
  mustBe: "at most 50 tags, no key starting with aws:",
  condition: (reference) =>
    `length(${reference}) <= 50 && alltrue([for key in keys(${reference}) : !startswith(key, "aws:")])`,
  accepts: (value: Readonly<Record<string, string>>) =>
    Object.keys(value).length <= 50 && Object.keys(value).every((key) => !key.startsWith("aws:")),
  refused: { "aws:owner": "me" },
};

const configurationSetName = matches(
  /^[A-Za-z0-9_-]{1,64}$/,
  "1 to 64 letters, digits, hyphens or underscores",
  "prod events",
);

/** A rate; the floor keeps a schedule's intervals below two minutes. */
export const aboveZero: Check = { ...atLeast(0.01), mustBe: "more than 0", refused: 0 };

const topicArn = matches(/^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$/, "an SNS topic ARN", "alarms");

const retentionDays: Check = { ...between(1, 3650), mustBe: "1 to 3650, or null to keep for ever" };

/**
 * The inputs that mean the same in every module that has them: one name, type, default, check and text.
 * A module picks the ones it needs; it never writes one again.
 */
export const common = {
  namePrefix: input.string({
    default: null,
    description: "Start of every resource name, unique per account and Region; null is the module's id.",
    check: matches(
      /^[a-z][a-z0-9-]{1,30}$/,
      "2 to 31 lower-case letters, digits or hyphens, starting with a letter",
      "Newsletter_1",
    ),
  }),
  tags: input.mapOfStrings({
    default: {},
    description: "Tags of every resource that takes tags.",
    check: tags,
  }),
  kmsKeyArn: input.string({
    default: null,
    description:
      "Customer-managed key for everything stored here, logs included; null leaves encryption to keys owned by each service.",
    check: matches(
      /^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key\/.+$/,
      "a KMS key ARN (not an alias)",
      "arn:aws:kms:us-east-1:123456789012:alias/feedback",
    ),
  }),
  alarmTopicArn: input.string({
    default: null,
    description: "SNS topic that alarms report to; null leaves alarms without an action.",
    check: topicArn,
  }),
  logRetentionDays: input.number({
    default: 30,
    description: "Days that logs of functions, state machines and streams are kept.",
    check: logRetention,
  }),
  logLevel: input.string({
    default: "INFO",
    description: "Lowest level that functions log; only DEBUG shows personal data.",
    check: oneOf("DEBUG", "INFO", "WARN", "ERROR"),
  }),
  permissionsBoundaryArn: input.string({
    default: null,
    description: "Permissions boundary of every role created here.",
    check: matches(/^arn:[a-z-]+:iam::([0-9]{12}|aws):policy\/.+$/, "an IAM policy ARN", "boundary"),
  }),
  createNotificationTopic: input.bool({
    default: true,
    description: "Create the SNS topic for notifications.",
  }),
  notificationTopicArn: input.string({
    default: null,
    description: "Existing topic for this module's notifications; needs `create_notification_topic = false`.",
    check: topicArn,
  }),
  notificationEmails: input.setOfStrings({
    default: [],
    description: "Addresses subscribed to the created topic; each has to confirm. Known at plan.",
    check: each(matches(/^[^@\s]+@[^@\s]+$/, "an address", "news"), "addresses with exactly one @"),
  }),
  dlqRetentionSeconds: input.number({
    default: 1209600,
    description: "Seconds that dead letters are kept.",
    check: between(60, 1209600),
  }),
  maxReceiveCount: input.number({
    default: 5,
    description: "Failed receives after which a message becomes a dead letter.",
    check: between(1, 1000),
  }),
  batchSize: input.number({
    default: 10,
    description: "Messages per function call at most; above 10 the poller waits up to one second for more.",
    check: between(1, 10000),
  }),
  maxConcurrency: input.number({
    default: 2,
    description: "Function calls that read the queue at the same time at most.",
    check: between(2, 1000),
  }),
  createConfigurationSet: input.bool({
    default: true,
    description: "Create the configuration set, else `configuration_set_name` has to exist.",
  }),
  configurationSetName: input.string({
    default: null,
    description:
      "Configuration set of the channel; null derives the name of a created one and means none where nothing is created.",
    check: configurationSetName,
  }),
  engagementApiArn: input.string({
    default: null,
    description: "Engagement API to use instead of Amazon Pinpoint.",
    check: matches(
      /^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+$/,
      "an unqualified Lambda function ARN",
      "arn:aws:lambda:us-east-1:123456789012:function:engagement-api:putEventStream",
    ),
  }),
  eventStreamMode: input.string({
    default: "none",
    description: "Who attaches the application's only event stream, replacing an existing one; none leaves it alone.",
    check: oneOf("none", "pinpoint", "engagement_api"),
  }),
  fromAddress: input.string({
    default: null,
    description: "Sender of mail that names none.",
    check: matches(/^[^@]+@[^@\s]+$/, "an e-mail address, with or without display name", "news"),
  }),
  sesMessagesPerSecond: input.number({
    default: null,
    description: "Messages (recipients) per second sent by SES; null reads the account's quota at run time.",
    check: aboveZero,
  }),
  originationIdentityArns: input.listOfStrings({
    default: [],
    description: "Origination identities that functions may send from.",
    check: each(
      matches(
        /^arn:[a-z-]+:sms-voice:[a-z0-9-]+:[0-9]{12}:(phone-number|pool|sender-id)\/.+$/,
        "the ARN of a phone number, pool or sender id",
        "+12065550100",
      ),
      "ARNs of phone numbers, pools or sender ids",
    ),
  }),
  onUncertainSend: input.string({
    default: "hold",
    description: "What follows a send without an answer: never sent again, or sent again at the risk of a duplicate.",
    check: oneOf("hold", "resend"),
  }),
  reservedConcurrency: input.number({
    default: null,
    description: "Concurrency reserved for the function; null reserves none.",
    check: between(0, 1000),
  }),
  lakeBucketName: input.string({
    default: null,
    description: "Bucket of the event lake.",
    check: matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket name", "My_Lake"),
  }),
  kinesisStreamArn: input.string({
    default: null,
    description: "Kinesis stream that carries the application's events to several readers.",
    check: matches(
      /^arn:[a-z-]+:kinesis:[a-z0-9-]+:[0-9]{12}:stream\/[A-Za-z0-9_.-]+$/,
      "a Kinesis stream ARN",
      "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
    ),
  }),
  kinesisSourceEnabled: input.bool({
    default: false,
    description: "Read events from the Kinesis stream `kinesis_stream_arn`, instead of having them put here.",
  }),
  additionalConfigurationSetNames: input.setOfStrings({
    default: [],
    description: "Existing configuration sets whose events are kept too. Known at plan.",
    check: each(configurationSetName, "names of 1 to 64 letters, digits, hyphens or underscores"),
  }),
  createLake: input.bool({
    default: true,
    description:
      "Create the bucket, the database, the table `events` and its views; else join the lake named by `lake_bucket_name` and `database_name`.",
  }),
  databaseName: input.string({
    default: null,
    description: "Glue database; null is the original's name.",
    check: matches(/^[a-z0-9_-]{1,128}$/, "1 to 128 lower-case letters, digits, `_` or `-`", "Events"),
  }),
  createWorkgroup: input.bool({
    default: true,
    description: "Create the Athena workgroup, with a result location of its own; else `workgroup_name` has to exist.",
  }),
  workgroupName: input.string({
    default: null,
    description: "Athena workgroup with an enforced result location; null derives the name of a created one.",
    check: matches(/^[A-Za-z0-9._-]{1,128}$/, "a workgroup name", "my workgroup"),
  }),
  bytesScannedCutoffPerQuery: input.number({
    default: 107374182400,
    description: "Bytes after which Athena cancels a query.",
    check: atLeast(10485760),
  }),
  bufferingIntervalSeconds: input.number({
    default: 900,
    description: "Seconds that Firehose buffers, unless `buffering_size_mb` comes first.",
    check: between(60, 900),
  }),
  bufferingSizeMb: input.number({
    default: 128,
    description: "Megabytes that Firehose buffers, unless `buffering_interval_seconds` comes first.",
    check: between(64, 128),
  }),
  partitionGranularity: input.string({
    default: "hour",
    description:
      "Width of one time partition. Changes the layout: what an existing lake holds is found no more after a change.",
    check: oneOf("hour", "day"),
  }),
  projectionRange: input.string({
    default: "NOW-13MONTHS,NOW",
    description: "Time range that Athena looks at; older data is invisible until it is widened.",
    check: matches(/^[^,]+,[^,]+$/, "two bounds separated by a comma", "NOW"),
  }),
  rawStorage: input.string({
    default: "column",
    description:
      "Where the untouched source record is kept: column `raw`, gzip objects under `raw/`, nowhere. AWS cannot switch a stream's backup off again.",
    check: oneOf("column", "backup", "none"),
  }),
  eventsRetentionDays: input.number({
    default: null,
    description: "Days that objects under `events/` are kept.",
    check: retentionDays,
  }),
  errorsRetentionDays: orNull(
    input.number({
      default: 180,
      description: "Days that objects under `errors/` are kept.",
      check: retentionDays,
    }),
  ),
  rawRetentionDays: orNull(
    input.number({
      default: 90,
      description: "Days that objects under `raw/` are kept.",
      check: retentionDays,
    }),
  ),
  pinpointApplicationId: input.string({
    default: null,
    description: "Application of Pinpoint or of the engagement API.",
    check: matches(/^[0-9a-f]{32}$/, "32 lower-case hexadecimal digits", "my-application"),
  }),
  forceDestroy: input.bool({
    default: false,
    description: "Delete buckets although they hold objects; work buckets always do.",
  }),
  deletionProtectionEnabled: input.bool({
    default: true,
    description: "Protect tables whose rows cannot be made again.",
  }),
};

/** The group of inputs that starts every module with roles. */
export const deployment = section("Deployment", {
  namePrefix: common.namePrefix,
  tags: common.tags,
  kmsKeyArn: common.kmsKeyArn,
  permissionsBoundaryArn: common.permissionsBoundaryArn,
});

/** What the inputs of notifications ask of each other. */
export const notificationRules: readonly Rule[] = [
  {
    // Both on one input: two that look at each other would be a cycle.
    input: "createNotificationTopic",
    message: "notification_topic_arn needs create_notification_topic = false.",
    condition: "var.notification_topic_arn == null || !var.create_notification_topic",
    accepts: ({ notificationTopicArn, createNotificationTopic }) =>
      notificationTopicArn === undefined || createNotificationTopic === false,
    refused: { notificationTopicArn: "arn:aws:sns:us-east-1:123456789012:existing" },
  },
  {
    input: "createNotificationTopic",
    message: "create_notification_topic = false needs notification_topic_arn.",
    condition: "var.create_notification_topic || var.notification_topic_arn != null",
    accepts: ({ notificationTopicArn, createNotificationTopic }) =>
      createNotificationTopic !== false || notificationTopicArn !== undefined,
    refused: { createNotificationTopic: false },
  },
  {
    input: "notificationEmails",
    message: "notification_emails needs create_notification_topic = true.",
    condition: "length(var.notification_emails) == 0 || var.create_notification_topic",
    accepts: ({ notificationEmails, createNotificationTopic }) =>
      (notificationEmails as readonly string[]).length === 0 || createNotificationTopic !== false,
    refused: {
      notificationEmails: ["news@example.com"],
      createNotificationTopic: false,
      notificationTopicArn: "arn:aws:sns:us-east-1:123456789012:existing",
    },
  },
];

/** Events that an SES configuration set can publish: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventDestination.html */
export const SES_EVENT_TYPES = [
  "SEND",
  "REJECT",
  "BOUNCE",
  "COMPLAINT",
  "DELIVERY",
  "OPEN",
  "CLICK",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
  "SUBSCRIPTION",
];

/** `matching_event_types`: the same input in every module, with the event types of the channel. */
export function matchingEventTypes(eventTypes: readonly string[]) {
  return input.setOfStrings({
    default: null,
    description: "Event types the configuration set publishes; null is every type the module handles.",
    check: someOf(...eventTypes),
  });
}
