import { between, each, input, matches, oneOf, type Rule, section, someOf } from "../shared/input";
import { common, deployment, matchingEventTypes, SES_EVENT_TYPES } from "../shared/inputs";

/** What the function acts on; every other event is acknowledged and counted. */
export const HANDLED_EVENT_TYPES = ["BOUNCE", "COMPLAINT"];

export const inputs = {
  ...deployment,
  ...section("Where feedback comes from", {
    createConfigurationSet: common.createConfigurationSet,
    configurationSetName: common.configurationSetName,
    matchingEventTypes: matchingEventTypes(SES_EVENT_TYPES),
    identities: input.setOfStrings({
      default: [],
      description:
        "SES identities whose bounce and complaint notifications are pointed at the topic, for mail sent without a configuration set. Known at plan.",
      check: each(
        matches(
          /^(arn:[a-z-]+:ses:[a-z0-9-]+:[0-9]{12}:identity\/.+|([^@\s]+@)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)$/,
          "an e-mail address, a domain or an identity ARN",
          "example",
        ),
        "e-mail addresses, domains or identity ARNs",
      ),
    }),
    includeOriginalHeaders: input.bool({
      default: false,
      description: "Put the mail's headers, which are personal data, into the notifications of `identities`.",
    }),
  }),
  ...section("Suppression list", {
    explicitSuppressionEnabled: input.bool({
      default: true,
      description: "Put addresses that bounced or complained on the account's suppression list.",
    }),
    suppressUndetermined: input.bool({
      default: false,
      description: "Treat a bounce of type Undetermined as permanent.",
    }),
    softBounceThreshold: input.number({
      default: null,
      description: "Transient bounces within the window after which an address is suppressed; null never does.",
      check: between(1, 100),
    }),
    softBounceWindowDays: input.number({
      default: 30,
      description: "Days in which transient bounces are counted.",
      check: between(1, 365),
    }),
    complaintPolicy: input.string({
      default: "all",
      description:
        "Whom a complaint suppresses when it lists several possible complainers: all of them, or nobody (single_recipient_only).",
      check: oneOf("all", "single_recipient_only"),
    }),
    manageAccountSuppression: input.bool({
      default: false,
      description:
        "Manage the suppression setting of the whole account and Region; two deployments that do would fight.",
    }),
    suppressedReasons: input.setOfStrings({
      default: ["BOUNCE", "COMPLAINT"],
      description: "Reasons for which SES itself suppresses addresses; needs `manage_account_suppression`.",
      check: someOf("BOUNCE", "COMPLAINT"),
    }),
  }),
  ...section("Contacts", {
    createContactsTable: input.bool({
      default: true,
      description: "Create the contacts table, else `contacts_table_name` names one, or null keeps no contacts.",
    }),
    contactsTableName: input.string({
      default: null,
      description: "Name of the contacts table; null derives the name of a created one.",
      check: matches(/^[A-Za-z0-9_.-]{3,255}$/, "3 to 255 letters, digits, `_`, `.` or `-`", "my contacts"),
    }),
    contactsKeyAttribute: input.string({
      default: "email",
      description: "Partition key of the contacts table; it holds the address in lower case.",
      check: matches(/^[A-Za-z][A-Za-z0-9_]*$/, "letters, digits or underscores, starting with a letter", "e-mail"),
    }),
    deletionProtectionEnabled: common.deletionProtectionEnabled,
    processedRetentionDays: input.number({
      default: 90,
      description: "Days that a feedback id is remembered, so that its redelivery counts nothing twice.",
      check: between(1, 400),
    }),
    eventBusName: input.string({
      default: null,
      description: "EventBridge bus that outcomes are published to; null publishes none.",
      check: matches(/^[A-Za-z0-9_./-]{1,256}$/, "1 to 256 letters, digits, `_`, `.`, `/` or `-`", "my bus"),
    }),
  }),
  ...section("Feedback queue", {
    rawMessageDelivery: input.bool({
      default: true,
      description: "Deliver messages from topic to queue without the SNS envelope; the function reads both forms.",
    }),
    batchSize: common.batchSize,
    maxConcurrency: common.maxConcurrency,
    maxReceiveCount: common.maxReceiveCount,
    dlqRetentionSeconds: common.dlqRetentionSeconds,
  }),
  ...section("Operation", {
    alarmTopicArn: common.alarmTopicArn,
    logRetentionDays: common.logRetentionDays,
    logLevel: common.logLevel,
  }),
};

export const rules: readonly Rule[] = [
  {
    input: "createConfigurationSet",
    message: "create_configuration_set = false needs configuration_set_name or identities.",
    condition: "var.create_configuration_set || var.configuration_set_name != null || length(var.identities) > 0",
    accepts: ({ createConfigurationSet, configurationSetName, identities }) =>
      createConfigurationSet === true || configurationSetName !== undefined || (identities as string[]).length > 0,
    refused: { createConfigurationSet: false },
  },
];
