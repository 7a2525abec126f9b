import { plans as sesPlans } from "../ses-event-processing/plans";
import type { PlanCase } from "../shared/plan-case";

const pinpointApplicationId = "0123456789abcdef0123456789abcdef";

/** The ways to deploy the module that differ in their resources: those of SES event processing, and Pinpoint's. */
export const plans: readonly PlanCase[] = [
  ...sesPlans.map((plan) => ({
    ...plan,
    instances: {
      ...plan.instances,
      "aws_pinpoint_email_channel.this": 0,
      "aws_pinpoint_event_stream.this": 0,
      "aws_lambda_function.reader": 0,
      "aws_sqs_queue.reader": 0,
    },
  })),
  {
    name: "email_channel",
    reason: "The channel sends with the configuration set that reports here.",
    inputs: {
      pinpointApplicationId,
      manageEmailChannel: true,
      fromAddress: "News <news@example.com>",
      identityArn: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
    },
    instances: { "aws_pinpoint_email_channel.this": 1, "aws_s3_bucket.lake": 0 },
  },
  {
    name: "event_stream_of_pinpoint",
    reason: "Pinpoint sends its events to a Firehose made here, with a role that it alone can take on.",
    inputs: { pinpointApplicationId, eventStreamMode: "pinpoint", createLakeBucket: true, rawRetentionDays: null },
    instances: {
      "aws_pinpoint_event_stream.this": 1,
      "aws_lambda_invocation.this": 0,
      "aws_kinesis_firehose_delivery_stream.events": 1,
      "aws_s3_bucket.lake": 1,
      "aws_iam_role.pinpoint_stream": 1,
    },
  },
  {
    name: "event_stream_of_the_engagement_api",
    reason: "The engagement API is told of the stream by an invocation.",
    inputs: {
      pinpointApplicationId,
      engagementApiArn: "arn:aws:lambda:us-east-1:123456789012:function:engagement-api",
      eventStreamMode: "engagement_api",
      createLakeBucket: true,
      lakeBucketName: "existing-name",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    instances: { "aws_pinpoint_event_stream.this": 0, "aws_lambda_invocation.this": 1 },
  },
  {
    name: "bucket_only",
    reason: "Bucket and Firehose without a stream: who attaches it is somebody else's decision.",
    inputs: { createLakeBucket: true },
    instances: {
      "aws_s3_bucket.lake": 1,
      "aws_kinesis_firehose_delivery_stream.events": 1,
      "aws_iam_role.pinpoint_stream": 0,
    },
  },
  {
    name: "reader_of_an_existing_lake",
    reason:
      "Who owns the bucket owns its notifications and the stream that writes to it; rule, queue and reader are ours.",
    inputs: { streamReaderEnabled: true, lakeBucketName: "existing-lake", rawPrefix: "raw/pinpoint/" },
    instances: {
      "aws_pinpoint_event_stream.this": 0,
      "aws_s3_bucket.lake": 0,
      "aws_s3_bucket_notification.lake": 0,
      "aws_cloudwatch_event_rule.object_created": 1,
      "aws_cloudwatch_event_target.object_created": 1,
      "aws_sqs_queue.object_created_dead_letter": 1,
      "aws_sqs_queue.reader": 1,
      "aws_lambda_function.reader": 1,
    },
    outputs: { lakeBucketName: "existing-lake", lakeBucketArn: "arn:aws:s3:::existing-lake" },
  },
  {
    name: "reader_of_a_bucket_made_here",
    reason: "A bucket that is made here tells EventBridge of its objects.",
    inputs: { streamReaderEnabled: true, createLakeBucket: true, readerBatchSize: 10 },
    instances: {
      "aws_s3_bucket.lake": 1,
      "aws_s3_bucket_notification.lake": 1,
      "aws_cloudwatch_event_rule.object_created": 1,
      "aws_lambda_event_source_mapping.reader": 1,
      "aws_cloudwatch_metric_alarm.reader_dead_letter": 1,
    },
  },
];
