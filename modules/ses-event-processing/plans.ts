import type { PlanCase } from "../shared/plan-case";

/** The ways to deploy the module that differ in their resources. */
export const plans: readonly PlanCase[] = [
  {
    name: "defaults",
    reason:
      "One statement deploys: a configuration set and a contacts table, nothing that the account has only one of.",
    inputs: {},
    instances: {
      "aws_sesv2_configuration_set.this": 1,
      "aws_sesv2_configuration_set_event_destination.events": 1,
      "aws_ses_identity_notification_topic.bounce": 0,
      "aws_ses_identity_notification_topic.complaint": 0,
      "aws_sesv2_account_suppression_attributes.this": 0,
      "aws_dynamodb_table.contacts": 1,
    },
  },
  {
    name: "identities_only",
    reason: "Mail that is sent without a configuration set reports through its identities.",
    inputs: { createConfigurationSet: false, identities: ["example.com", "news@example.com"] },
    instances: {
      "aws_sesv2_configuration_set.this": 0,
      "aws_sesv2_configuration_set_event_destination.events": 0,
      "aws_ses_identity_notification_topic.bounce": 2,
      "aws_ses_identity_notification_topic.complaint": 2,
    },
  },
  {
    name: "existing_resources",
    reason: "Everything that can be brought along: configuration set, contacts table, bus, key, topic, boundary.",
    inputs: {
      createConfigurationSet: false,
      configurationSetName: "existing-set",
      createContactsTable: false,
      contactsTableName: "existing-contacts",
      eventBusName: "existing-bus",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:existing-alarms",
      permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/existing-boundary",
    },
    instances: {
      "aws_sesv2_configuration_set.this": 0,
      "aws_sesv2_configuration_set_event_destination.events": 1,
      "aws_dynamodb_table.contacts": 0,
    },
  },
  {
    name: "no_contacts",
    reason: "Without a contacts table the suppression list alone is kept.",
    inputs: { createContactsTable: false, manageAccountSuppression: true, batchSize: 100 },
    instances: {
      "aws_sesv2_account_suppression_attributes.this": 1,
      "aws_dynamodb_table.contacts": 0,
    },
  },
];
