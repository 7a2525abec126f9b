import type { PlanCase } from "../shared/plan-case";

/** The ways to deploy the module that differ in their resources. */
export const plans: readonly PlanCase[] = [
  {
    name: "lake_of_its_own",
    reason: "By default: a lake with all views, and a configuration set that fills it.",
    inputs: {},
    instances: {
      "aws_s3_bucket.lake": 1,
      "aws_glue_catalog_table.events": 1,
      "aws_glue_catalog_table.raw_events": 0,
      "aws_s3_bucket_notification.lake": 0,
      "aws_glue_catalog_table.email_send": 1,
      "aws_sesv2_configuration_set.this": 1,
      "aws_sesv2_configuration_set_event_destination.events": 1,
      "aws_sesv2_configuration_set_event_destination.additional": 0,
    },
  },
  {
    name: "joined_lake",
    reason: "Into a lake that another module owns: the stream, and the view that only this module has.",
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
      "aws_glue_catalog_table.email_send": 0,
      "aws_athena_workgroup.this": 0,
    },
  },
  {
    name: "existing_configuration_sets",
    reason: "Events of configuration sets that exist already, and untouched records beside.",
    inputs: {
      createConfigurationSet: false,
      configurationSetName: "existing",
      additionalConfigurationSetNames: ["other", "third"],
      rawStorage: "backup",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    instances: {
      "aws_sesv2_configuration_set.this": 0,
      "aws_sesv2_configuration_set_event_destination.events": 1,
      "aws_sesv2_configuration_set_event_destination.additional": 2,
      "aws_glue_catalog_table.raw_events": 1,
      "aws_s3_bucket_notification.lake": 1,
    },
  },
  {
    name: "own_links",
    reason: "Tracked links with a domain of one's own.",
    inputs: { customRedirectDomain: "links.example.com" },
    instances: { "aws_sesv2_configuration_set.this": 1 },
  },
];
