import type { PlanCase } from "../shared/plan-case";

const lake = { lakeBucketName: "lake", databaseName: "due_eventdb" };
const reader = "arn:aws:quicksight:us-east-1:123456789012:group/default/marketing";
const author = "arn:aws:quicksight:us-east-1:123456789012:user/default/jane";

/** The ways to deploy the module that differ in their resources. */
export const plans: readonly PlanCase[] = [
  {
    name: "views_only",
    reason: "By default: eight views and a workgroup, nothing of QuickSight, which an account may not have.",
    inputs: lake,
    instances: {
      "aws_athena_workgroup.this": 1,
      "aws_s3_bucket.results": 1,
      "aws_quicksight_data_source.this": 0,
      "aws_quicksight_data_set.engagement_daily": 0,
      "aws_quicksight_data_set.messages": 0,
      "aws_quicksight_refresh_schedule.email_all_events_full": 0,
      "aws_quicksight_analysis.this": 0,
      "aws_quicksight_dashboard.this": 0,
      "aws_cloudwatch_metric_alarm.messages_ingestion_errors": 0,
      "aws_iam_policy.reader": 0,
    },
  },
  {
    name: "dashboard",
    reason: "With QuickSight: data sets in SPICE with their refreshes, and the dashboard; a workgroup that exists.",
    inputs: {
      ...lake,
      createWorkgroup: false,
      workgroupName: "lake",
      quicksightEnabled: true,
      quicksightReaderArns: [reader, author],
      quicksightAuthorArns: [author],
      manageQuicksightAccess: true,
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    instances: {
      "aws_athena_workgroup.this": 0,
      "aws_s3_bucket.results": 0,
      "aws_quicksight_data_source.this": 1,
      "aws_quicksight_data_set.engagement_daily": 1,
      "aws_quicksight_data_set.messages": 1,
      "aws_quicksight_data_set.sms_status": 0,
      "aws_quicksight_data_set.email_status": 0,
      "aws_quicksight_refresh_schedule.email_all_events_full": 1,
      "aws_quicksight_refresh_schedule.email_all_events_incremental": 1,
      "aws_quicksight_refresh_schedule.sms_status_full": 0,
      "aws_quicksight_analysis.this": 1,
      "aws_quicksight_dashboard.this": 1,
      "aws_cloudwatch_metric_alarm.messages_ingestion_errors": 1,
      "aws_iam_policy.reader": 1,
      "aws_iam_role_policy_attachment.quicksight": 1,
    },
  },
  {
    name: "direct_query_with_neighbours",
    reason: "Asking Athena directly there is nothing to refresh; modules 08 and 09 have sheets of their own.",
    inputs: {
      ...lake,
      quicksightEnabled: true,
      quicksightAuthorArns: [author],
      importMode: "DIRECT_QUERY",
      smsSheetEnabled: true,
      smsDatabaseName: "sms_event_db",
      sesSheetEnabled: true,
      sesDatabaseName: "ses-eventsdb",
    },
    instances: {
      "aws_quicksight_data_set.sms_status": 1,
      "aws_quicksight_data_set.email_status": 1,
      "aws_quicksight_refresh_schedule.email_all_events_full": 0,
      "aws_cloudwatch_metric_alarm.messages_ingestion_errors": 0,
      "aws_quicksight_dashboard.this": 1,
    },
  },
  {
    name: "data_sets_only",
    reason: "Data sets to build an analysis of one's own on.",
    inputs: { ...lake, quicksightEnabled: true, quicksightAuthorArns: [author], dashboardEnabled: false },
    instances: {
      "aws_quicksight_data_set.messages": 1,
      "aws_quicksight_analysis.this": 0,
      "aws_quicksight_dashboard.this": 0,
    },
  },
];
