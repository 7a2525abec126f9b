import type { PlanCase } from "../shared/plan-case";
import { REQUIRED } from "./inputs";

/** The ways to deploy the module that differ in their resources. */
export const plans: readonly PlanCase[] = [
  {
    name: "mail_only",
    reason: "One identity is all that has to be said: a lane for mail, and a load generator that nobody runs.",
    inputs: REQUIRED,
    instances: {
      "aws_sqs_queue.lane": 1,
      "aws_sqs_queue.lane_dead_letter": 1,
      "aws_lambda_function.sender": 1,
      "aws_lambda_event_source_mapping.sender": 1,
      "aws_dynamodb_table.dedupe": 1,
      "aws_lambda_function.load_publisher": 1,
      "aws_scheduler_schedule.load_publisher": 1,
      "aws_cloudwatch_metric_alarm.account_bounce_rate": 1,
    },
  },
  {
    name: "all_lanes",
    reason: "A lane for each channel, everything given that can be.",
    inputs: {
      ...REQUIRED,
      channels: ["ses", "sms", "pinpoint"],
      originationIdentityArns: ["arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1"],
      smsPartsPerSecond: { default: 1, "+12065550100": 3 },
      pinpointApplicationId: "0123456789abcdef0123456789abcdef",
      engagementApiArn: "arn:aws:lambda:us-east-1:123456789012:function:engagement-api",
      contentObjectArns: ["arn:aws:s3:::existing-content/mails/*"],
      sesMessagesPerSecond: 200,
      sesConfigurationSetName: "existing-set",
      smsConfigurationSetName: "existing-texts",
      resultQueueArn: "arn:aws:sqs:us-east-1:123456789012:existing-results",
      reservedConcurrency: 2,
      loadScheduleEnabled: true,
      loadFromAddress: "Load <load@example.com>",
      dashboardName: "existing-dashboard",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:existing-alarms",
      permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/existing-boundary",
    },
    instances: {
      "aws_sqs_queue.lane": 3,
      "aws_sqs_queue.lane_dead_letter": 3,
      "aws_iam_role.sender": 3,
      "aws_lambda_function.sender": 3,
      "aws_cloudwatch_metric_alarm.lane_dead_letter": 3,
      "aws_scheduler_schedule.load_publisher": 1,
    },
  },
  {
    name: "texts_only",
    reason: "Without mail there is no load generator and no alarm on the account's reputation.",
    inputs: {
      sesIdentityArns: [],
      channels: ["sms"],
      originationIdentityArns: ["arn:aws:sms-voice:us-east-1:123456789012:pool/pool-1"],
      deduplicationEnabled: false,
      rateLimiterMode: "local",
    },
    instances: {
      "aws_sqs_queue.lane": 1,
      "aws_dynamodb_table.dedupe": 0,
      "aws_lambda_function.load_publisher": 0,
      "aws_scheduler_schedule.load_publisher": 0,
      "aws_cloudwatch_metric_alarm.account_bounce_rate": 0,
      "aws_cloudwatch_metric_alarm.account_complaint_rate": 0,
    },
    outputs: { dedupeTableName: null, loadPublisherFunctionName: null },
  },
];
