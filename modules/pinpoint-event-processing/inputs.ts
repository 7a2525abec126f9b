import { inputs as sesInputs, rules as sesRules } from "../ses-event-processing/inputs";
import { between, input, matches, type Rule, section } from "../shared/input";
import { common } from "../shared/inputs";

export const inputs = {
  ...sesInputs,
  ...section("Pinpoint", {
    pinpointApplicationId: common.pinpointApplicationId,
    engagementApiArn: common.engagementApiArn,
    manageEmailChannel: input.bool({
      default: false,
      description:
        "Manage the e-mail channel of an application of Amazon Pinpoint: sender, identity and the configuration set that reports here. An application has one.",
    }),
    fromAddress: common.fromAddress,
    identityArn: input.string({
      default: null,
      description: "SES identity that the e-mail channel sends from.",
      check: matches(/^arn:[a-z-]+:ses:[a-z0-9-]+:[0-9]{12}:identity\/.+$/, "an SES identity ARN", "example.com"),
    }),
  }),
  ...section("Event stream", {
    eventStreamMode: common.eventStreamMode,
    createLakeBucket: input.bool({
      default: false,
      description: "Create a bucket, and a Firehose that writes the application's events there as they are.",
    }),
    lakeBucketName: common.lakeBucketName,
    rawPrefix: input.string({
      default: "raw/",
      description: "Where the untouched events lie in the bucket.",
      check: matches(/^[A-Za-z0-9_-][A-Za-z0-9/_-]*\/$/, "a key prefix ending with `/`, not starting with it", "raw"),
    }),
    rawRetentionDays: common.rawRetentionDays,
    forceDestroy: common.forceDestroy,
    streamReaderEnabled: input.bool({
      default: false,
      description:
        'Read the objects below `raw_prefix` of the bucket, created here or existing, and act on their bounces and complaints. An existing lake needs `raw_storage = "backup"`, an existing bucket notifications to EventBridge.',
    }),
    readerBatchSize: input.number({
      default: 1,
      description: "Objects that the reader takes per call at most.",
      check: between(1, 10),
    }),
  }),
};

const isGiven = (...values: unknown[]) => values.every((value) => value !== undefined);

export const rules: readonly Rule[] = [
  ...sesRules,
  {
    input: "manageEmailChannel",
    message: "manage_email_channel = true needs pinpoint_application_id, from_address and identity_arn.",
    condition:
      "!var.manage_email_channel || (var.pinpoint_application_id != null && var.from_address != null && var.identity_arn != null)",
    accepts: ({ manageEmailChannel, pinpointApplicationId, fromAddress, identityArn }) =>
      manageEmailChannel === false || isGiven(pinpointApplicationId, fromAddress, identityArn),
    refused: { manageEmailChannel: true },
  },
  {
    input: "manageEmailChannel",
    message: "manage_email_channel = true is for Amazon Pinpoint: it needs engagement_api_arn = null.",
    condition: "!var.manage_email_channel || var.engagement_api_arn == null",
    accepts: ({ manageEmailChannel, engagementApiArn }) => manageEmailChannel === false || !isGiven(engagementApiArn),
    refused: {
      manageEmailChannel: true,
      pinpointApplicationId: "0123456789abcdef0123456789abcdef",
      fromAddress: "news@example.com",
      identityArn: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
      engagementApiArn: "arn:aws:lambda:us-east-1:123456789012:function:engagement-api",
    },
  },
  {
    input: "eventStreamMode",
    message: "event_stream_mode other than none needs create_lake_bucket = true and pinpoint_application_id.",
    condition: 'var.event_stream_mode == "none" || (var.create_lake_bucket && var.pinpoint_application_id != null)',
    accepts: ({ eventStreamMode, createLakeBucket, pinpointApplicationId }) =>
      eventStreamMode === "none" || (createLakeBucket === true && isGiven(pinpointApplicationId)),
    refused: { eventStreamMode: "pinpoint" },
  },
  {
    input: "eventStreamMode",
    message: "event_stream_mode = engagement_api needs engagement_api_arn, and pinpoint needs it to be null.",
    condition:
      'var.event_stream_mode == "none" || (var.event_stream_mode == "engagement_api") == (var.engagement_api_arn != null)',
    accepts: ({ eventStreamMode, engagementApiArn }) =>
      eventStreamMode === "none" || (eventStreamMode === "engagement_api") === isGiven(engagementApiArn),
    refused: {
      eventStreamMode: "engagement_api",
      createLakeBucket: true,
      pinpointApplicationId: "0123456789abcdef0123456789abcdef",
    },
  },
  {
    input: "streamReaderEnabled",
    message: "stream_reader_enabled = true needs create_lake_bucket = true or lake_bucket_name.",
    condition: "!var.stream_reader_enabled || var.create_lake_bucket || var.lake_bucket_name != null",
    accepts: ({ streamReaderEnabled, createLakeBucket, lakeBucketName }) =>
      streamReaderEnabled === false || createLakeBucket === true || isGiven(lakeBucketName),
    refused: { streamReaderEnabled: true },
  },
];
