import { between, type Check, each, input, matches, oneOf, type Rule, section, someOf } from "../shared/input";
import { aboveZero, common, deployment } from "../shared/inputs";

/** What messages can be sent by; each has a lane of its own. */
const CHANNELS = ["ses", "sms", "pinpoint"];

/** Addresses of SES's mailbox simulator: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const SIMULATED = ["success", "bounce", "complaint", "ooto", "suppressionlist"];

const rates: Check = {
  mustBe: "numbers of more than 0",
  condition: (reference) => `alltrue([for rate in values(${reference}) : rate > 0])`,
  accepts: (value: Readonly<Record<string, number>>) => Object.values(value).every((rate) => rate > 0),
  refused: { default: 0 },
};

const loadMix: Check = {
  mustBe: `weights of more than 0 for some of ${SIMULATED.join(", ")}`,
  condition: (reference) =>
    `length(${reference}) > 0 && alltrue([for name, weight in ${reference} : contains(${JSON.stringify(SIMULATED)}, name) && weight > 0])`,
  accepts: (value: Readonly<Record<string, number>>) =>
    Object.keys(value).length > 0 &&
    Object.entries(value).every(([name, weight]) => SIMULATED.includes(name) && weight > 0),
  refused: { spam: 1 },
};

export const inputs = {
  ...deployment,
  ...section("Lanes", {
    channels: input.setOfStrings({
      default: ["ses"],
      description: "What messages are sent by; each has a queue, dead letters and a sender of its own. Known at plan.",
      check: someOf(...CHANNELS),
    }),
    sesIdentityArns: input.listOfStrings({
      default: undefined,
      description: "SES identities that mail may be sent from; empty without the channel ses.",
      check: each(
        matches(/^arn:[a-z-]+:ses:[a-z0-9-]+:[0-9]{12}:identity\/.+$/, "an SES identity ARN", "example.com"),
        "SES identity ARNs",
      ),
    }),
    sesMessagesPerSecond: common.sesMessagesPerSecond,
    sesConfigurationSetName: input.string({
      default: null,
      description: "Configuration set of mails that name none; null sends them without.",
      check: common.configurationSetName.check,
    }),
    contentObjectArns: input.listOfStrings({
      default: [],
      description: "S3 objects in which messages may keep content that is too large for a queue; may end in `*`.",
      check: each(matches(/^arn:[a-z-]+:s3:::[^/]+\/.+$/, "an S3 object ARN", "my-bucket"), "S3 object ARNs"),
    }),
    originationIdentityArns: common.originationIdentityArns,
    smsPartsPerSecond: input.mapOfNumbers({
      default: {},
      description:
        "Message parts per second by origination identity; `default` is for those that are not named, and is 1 without it. A 10DLC or long code sends 1, a toll-free number 3, a short code 100.",
      check: rates,
    }),
    smsConfigurationSetName: input.string({
      default: null,
      description: "Configuration set of texts that name none; null sends them without.",
      check: common.configurationSetName.check,
    }),
    pinpointApplicationId: common.pinpointApplicationId,
    engagementApiArn: common.engagementApiArn,
    pinpointMessagesPerSecond: input.number({
      default: 20,
      description: "Addresses per second by Pinpoint's SendMessages.",
      check: aboveZero,
    }),
  }),
  ...section("Pacing", {
    targetUtilizationPercent: input.number({
      default: 98,
      description: "Share of the quota to use; 95 where it is 2 per second or less, or where others send too.",
      check: between(50, 100),
    }),
    rateLimiterMode: input.string({
      default: "shared",
      description: "Senders share one schedule in a table, or each keeps to its part of the quota (local).",
      check: oneOf("shared", "local"),
    }),
    maxConcurrency: common.maxConcurrency,
    batchSeconds: input.number({
      default: 10,
      description: "Seconds of work in one function call; the size of batches follows from it and the rate.",
      check: between(1, 30),
    }),
    senderTimeoutSeconds: input.number({
      default: 60,
      description: "Seconds that a sender may run; messages stay invisible six times as long.",
      check: between(22, 900),
    }),
    senderMemoryMb: input.number({
      default: 512,
      description: "Memory of a sender in MB; its processor grows with it.",
      check: between(256, 3008),
    }),
    reservedConcurrency: common.reservedConcurrency,
  }),
  ...section("Messages", {
    messageDeadlineSeconds: input.number({
      default: 86400,
      description: "Seconds after which a message that names no end itself is not sent any more.",
      check: between(60, 1209600),
    }),
    deduplicationEnabled: input.bool({
      default: true,
      description: "Send no id twice within the window.",
    }),
    deduplicationWindowHours: input.number({
      default: 336,
      description: "Hours that an id is remembered; by default as long as dead letters are kept.",
      check: between(1, 336),
    }),
    onUncertainSend: common.onUncertainSend,
    dlqRetentionSeconds: common.dlqRetentionSeconds,
    resultQueueArn: input.string({
      default: null,
      description: "Existing queue that is told how each message ended; null tells nobody.",
      check: matches(/^arn:[a-z-]+:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$/, "a standard queue's ARN", "results"),
    }),
  }),
  ...section("Load generator", {
    loadGeneratorEnabled: input.bool({
      default: true,
      description: "Create the function that fills the lane ses with messages to SES's mailbox simulator.",
    }),
    loadScheduleEnabled: input.bool({
      default: false,
      description: "Run it every minute. What it sends is billed and counts against the sending rate.",
    }),
    loadMessagesPerMinute: input.number({
      default: 60,
      description: "Messages of one run.",
      check: between(1, 100000),
    }),
    loadPattern: input.string({
      default: "even",
      description: "Spread over the minute, or all at once (burst).",
      check: oneOf("even", "burst"),
    }),
    loadFromAddress: input.string({
      default: null,
      description: "Verified sender of the generated mail.",
      check: common.fromAddress.check,
    }),
    loadMix: input.mapOfNumbers({
      default: { success: 100 },
      description: "Weights of the mailbox simulator's addresses.",
      check: loadMix,
    }),
  }),
  ...section("Operation", {
    alarmTopicArn: common.alarmTopicArn,
    logRetentionDays: common.logRetentionDays,
    logLevel: common.logLevel,
    dashboardName: input.string({
      default: null,
      description: "Name of the CloudWatch dashboard; null derives it.",
      check: matches(/^[A-Za-z0-9_-]{1,255}$/, "1 to 255 letters, digits, hyphens or underscores", "my dashboard"),
    }),
  }),
};

const has = (channels: unknown, channel: string): boolean => (channels as readonly string[]).includes(channel);

const length = (list: unknown): number => ((list ?? []) as readonly string[]).length;

const IDENTITIES = ["arn:aws:ses:us-east-1:123456789012:identity/example.com"];

export const rules: readonly Rule[] = [
  {
    input: "channels",
    message: "The channel ses needs ses_identity_arns.",
    condition: '!contains(var.channels, "ses") || length(var.ses_identity_arns) > 0',
    accepts: ({ channels, sesIdentityArns }) => !has(channels, "ses") || length(sesIdentityArns) > 0,
    refused: { sesIdentityArns: [] },
  },
  {
    input: "channels",
    message: "The channel sms needs origination_identity_arns.",
    condition: '!contains(var.channels, "sms") || length(var.origination_identity_arns) > 0',
    accepts: ({ channels, originationIdentityArns }) => !has(channels, "sms") || length(originationIdentityArns) > 0,
    refused: { channels: ["sms"] },
  },
  {
    input: "channels",
    message: "The channel pinpoint needs pinpoint_application_id.",
    condition: '!contains(var.channels, "pinpoint") || var.pinpoint_application_id != null',
    accepts: ({ channels, pinpointApplicationId }) => !has(channels, "pinpoint") || pinpointApplicationId !== undefined,
    refused: { channels: ["pinpoint"] },
  },
  {
    input: "senderTimeoutSeconds",
    message: "sender_timeout_seconds must be at least twice batch_seconds and 20 seconds more.",
    condition: "var.sender_timeout_seconds >= 2 * var.batch_seconds + 20",
    accepts: ({ senderTimeoutSeconds, batchSeconds }) => Number(senderTimeoutSeconds) >= 2 * Number(batchSeconds) + 20,
    refused: { batchSeconds: 30 },
  },
  {
    input: "loadScheduleEnabled",
    message: "load_schedule_enabled = true needs load_generator_enabled = true, load_from_address and the channel ses.",
    condition:
      '!var.load_schedule_enabled || (var.load_generator_enabled && var.load_from_address != null && contains(var.channels, "ses"))',
    accepts: ({ loadScheduleEnabled, loadGeneratorEnabled, loadFromAddress, channels }) =>
      loadScheduleEnabled !== true ||
      (loadGeneratorEnabled === true && loadFromAddress !== undefined && has(channels, "ses")),
    refused: { loadScheduleEnabled: true },
  },
];

/** Values of the plans and tests for the input that has no default. */
export const REQUIRED = { sesIdentityArns: IDENTITIES };
