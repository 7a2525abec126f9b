import { lakeInputs, lakeRules } from "../shared/event-lake/inputs";
import { input, oneOf, type Rule, section } from "../shared/input";
import { common, deployment, matchingEventTypes, SES_EVENT_TYPES } from "../shared/inputs";

export const inputs = {
  ...deployment,
  ...section("Pinpoint", {
    pinpointApplicationId: common.pinpointApplicationId,
    engagementApiArn: common.engagementApiArn,
    eventStreamMode: common.eventStreamMode,
    kinesisStreamArn: common.kinesisStreamArn,
    kinesisSourceEnabled: common.kinesisSourceEnabled,
  }),
  ...section("SES", {
    sesEventRoute: input.string({
      default: "firehose",
      description:
        "Which way events of SES come: straight to the Firehose, through Pinpoint's event stream, or not at all. Never both ways, or every mail counts twice.",
      check: oneOf("firehose", "pinpoint", "none"),
    }),
    createConfigurationSet: common.createConfigurationSet,
    configurationSetName: common.configurationSetName,
    additionalConfigurationSetNames: common.additionalConfigurationSetNames,
    matchingEventTypes: matchingEventTypes(SES_EVENT_TYPES),
    emitCampaignSendForSes: input.bool({
      default: true,
      description:
        "Keep a Send of SES that is tagged `campaign_id` as a campaign send too, so that campaigns are found without Pinpoint; needs `ses_event_route` firehose.",
    }),
  }),
  ...lakeInputs,
  ...section("Operation", {
    alarmTopicArn: common.alarmTopicArn,
    logRetentionDays: common.logRetentionDays,
    logLevel: common.logLevel,
  }),
};

const isGiven = (value: unknown) => value !== undefined;

export const rules: readonly Rule[] = [
  {
    input: "eventStreamMode",
    message: "event_stream_mode other than none needs pinpoint_application_id and kinesis_source_enabled = false.",
    condition:
      'var.event_stream_mode == "none" || (var.pinpoint_application_id != null && !var.kinesis_source_enabled)',
    accepts: ({ eventStreamMode, pinpointApplicationId, kinesisSourceEnabled }) =>
      eventStreamMode === "none" || (isGiven(pinpointApplicationId) && kinesisSourceEnabled === false),
    refused: { eventStreamMode: "pinpoint" },
  },
  {
    input: "eventStreamMode",
    message: "event_stream_mode = engagement_api needs engagement_api_arn, and pinpoint needs it to be null.",
    condition:
      'var.event_stream_mode == "none" || (var.event_stream_mode == "engagement_api") == (var.engagement_api_arn != null)',
    accepts: ({ eventStreamMode, engagementApiArn }) =>
      eventStreamMode === "none" || (eventStreamMode === "engagement_api") === isGiven(engagementApiArn),
    refused: { eventStreamMode: "engagement_api", pinpointApplicationId: "0123456789abcdef0123456789abcdef" },
  },
  {
    input: "kinesisSourceEnabled",
    message: "kinesis_source_enabled = true needs kinesis_stream_arn and ses_event_route other than firehose.",
    condition: '!var.kinesis_source_enabled || (var.kinesis_stream_arn != null && var.ses_event_route != "firehose")',
    accepts: ({ kinesisSourceEnabled, kinesisStreamArn, sesEventRoute }) =>
      kinesisSourceEnabled === false || (isGiven(kinesisStreamArn) && sesEventRoute !== "firehose"),
    refused: { kinesisSourceEnabled: true },
  },
  {
    input: "sesEventRoute",
    message: "ses_event_route = pinpoint needs pinpoint_application_id.",
    condition: 'var.ses_event_route != "pinpoint" || var.pinpoint_application_id != null',
    accepts: ({ sesEventRoute, pinpointApplicationId }) =>
      sesEventRoute !== "pinpoint" || isGiven(pinpointApplicationId),
    refused: { sesEventRoute: "pinpoint" },
  },
  ...lakeRules,
];
