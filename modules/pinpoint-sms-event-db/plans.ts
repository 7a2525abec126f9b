import type { PlanCase } from "../shared/plan-case";

/** Counted resources of each route, where it is not taken. */
const NO_ROUTE = {
  "aws_cloudformation_stack.configuration_set": 0,
  "aws_iam_role.cloudformation": 0,
  "aws_lambda_function.event_destination": 0,
  "aws_lambda_invocation.event_destination": 0,
  "aws_iam_role.sms_voice": 0,
  "aws_cloudwatch_event_rule.sms_events": 0,
  "aws_cloudwatch_event_target.sms_events": 0,
  "aws_sqs_queue.sms_events_dead_letter": 0,
  "aws_iam_role.event_rule": 0,
};

/** The ways to deploy the module that differ in their resources. */
export const plans: readonly PlanCase[] = [
  {
    name: "lake_of_its_own",
    reason: "By default: a lake with all views, and a configuration set that fills it.",
    inputs: {},
    instances: {
      ...NO_ROUTE,
      "aws_s3_bucket.lake": 1,
      "aws_glue_catalog_table.events": 1,
      "aws_glue_catalog_table.raw_events": 0,
      "aws_glue_catalog_table.other_event": 1,
      "aws_cloudformation_stack.configuration_set": 1,
      "aws_iam_role.cloudformation": 1,
      "aws_iam_role.sms_voice": 1,
    },
    outputs: { cli_command: null, configuration_set_name: "pinpoint-sms-event-db" },
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
      "aws_glue_catalog_table.events": 0,
      "aws_glue_catalog_table.other_event": 0,
      "aws_athena_workgroup.this": 0,
    },
  },
  {
    name: "existing_configuration_set",
    reason: "A function adds the event destination to a configuration set that exists; records are kept beside.",
    inputs: {
      createConfigurationSet: false,
      configurationSetName: "existing",
      matchingEventTypes: ["TEXT_ALL", "RCS_ALL"],
      rawStorage: "backup",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    instances: {
      ...NO_ROUTE,
      "aws_lambda_function.event_destination": 1,
      "aws_lambda_invocation.event_destination": 1,
      "aws_iam_role.sms_voice": 1,
      "aws_glue_catalog_table.raw_events": 1,
    },
    outputs: { configuration_set_name: "existing" },
  },
  {
    name: "own_configuration_set",
    reason: "A new configuration set with a name and a sender of the caller's.",
    inputs: { configurationSetName: "news", defaultSenderId: "NEWS" },
    instances: {
      ...NO_ROUTE,
      "aws_cloudformation_stack.configuration_set": 1,
      "aws_iam_role.cloudformation": 1,
      "aws_iam_role.sms_voice": 1,
    },
    outputs: { configuration_set_name: "news" },
  },
  {
    name: "all_messages_of_the_account",
    reason: "A rule takes the events of all messages from the default bus; no configuration set is needed.",
    inputs: { eventRoute: "eventbridge" },
    instances: {
      ...NO_ROUTE,
      "aws_cloudwatch_event_rule.sms_events": 1,
      "aws_cloudwatch_event_target.sms_events": 1,
      "aws_sqs_queue.sms_events_dead_letter": 1,
      "aws_iam_role.event_rule": 1,
    },
    outputs: { cli_command: null, configuration_set_name: null, event_destination_name: null },
  },
  {
    name: "by_hand",
    reason: "Stream and role only; the caller makes the event destination with the command that is an output.",
    inputs: { eventRoute: "none", configurationSetName: "existing", createConfigurationSet: false },
    instances: { ...NO_ROUTE, "aws_iam_role.sms_voice": 1 },
    outputs: { configuration_set_name: "existing", event_destination_name: "pinpoint-sms-event-db-events" },
  },
];
