import type { PlanCase } from "../shared/plan-case";

const pinpointApplicationId = "0123456789abcdef0123456789abcdef";

/** The ways to deploy the module that differ in their resources. */
export const plans: readonly PlanCase[] = [
  {
    name: "lake_of_its_own",
    reason: "By default: a lake with all views, SES's events straight to the Firehose, no event stream attached.",
    inputs: {},
    instances: {
      "aws_s3_bucket.lake": 1,
      "aws_glue_catalog_database.this": 1,
      "aws_glue_catalog_table.events": 1,
      "aws_glue_catalog_table.raw_events": 0,
      "aws_s3_bucket_notification.lake": 0,
      "aws_glue_catalog_table.email_send": 1,
      "aws_athena_workgroup.this": 1,
      "aws_sesv2_configuration_set.this": 1,
      "aws_sesv2_configuration_set_event_destination.events": 1,
      "aws_sesv2_configuration_set_event_destination.additional": 0,
      "aws_iam_role.ses": 1,
      "aws_pinpoint_event_stream.this": 0,
      "aws_lambda_invocation.this": 0,
    },
  },
  {
    name: "joined_lake",
    reason: "Into a lake that another module owns: the stream, and the views that only this module has.",
    inputs: {
      createLake: false,
      lakeBucketName: "existing-lake",
      databaseName: "existing",
      createWorkgroup: false,
      workgroupName: "existing",
    },
    instances: {
      "aws_s3_bucket.lake": 0,
      "aws_glue_catalog_database.this": 0,
      "aws_glue_catalog_table.events": 0,
      "aws_glue_catalog_table.email_send": 0,
      "aws_athena_workgroup.this": 0,
    },
  },
  {
    name: "event_stream_of_pinpoint",
    reason: "Pinpoint sends its events, and those of SES, to the Firehose; the role is Pinpoint's alone.",
    inputs: {
      pinpointApplicationId,
      eventStreamMode: "pinpoint",
      sesEventRoute: "pinpoint",
      additionalConfigurationSetNames: ["other", "third"],
    },
    instances: {
      "aws_pinpoint_event_stream.this": 1,
      "aws_iam_role.pinpoint_stream": 1,
      "aws_iam_role.ses": 0,
      "aws_sesv2_configuration_set_event_destination.additional": 2,
    },
  },
  {
    name: "event_stream_of_the_engagement_api",
    reason: "The engagement API is told of the stream by an invocation; untouched records are kept beside.",
    inputs: {
      pinpointApplicationId,
      engagementApiArn: "arn:aws:lambda:us-east-1:123456789012:function:engagement-api",
      eventStreamMode: "engagement_api",
      rawStorage: "backup",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    instances: {
      "aws_pinpoint_event_stream.this": 0,
      "aws_lambda_invocation.this": 1,
      "aws_glue_catalog_table.raw_events": 1,
      "aws_s3_bucket_notification.lake": 1,
    },
  },
  {
    name: "from_kinesis",
    reason: "The stream is read from Kinesis, with other readers beside; nothing of SES or Pinpoint is set up.",
    inputs: {
      sesEventRoute: "none",
      kinesisSourceEnabled: true,
      kinesisStreamArn: "arn:aws:kinesis:us-east-1:123456789012:stream/events",
      partitionGranularity: "day",
    },
    instances: {
      "aws_sesv2_configuration_set.this": 0,
      "aws_sesv2_configuration_set_event_destination.events": 0,
      "aws_iam_role.ses": 0,
    },
  },
];
