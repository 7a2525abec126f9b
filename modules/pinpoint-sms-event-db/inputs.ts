import { lakeInputs, lakeRules } from "../shared/event-lake/inputs";
import { input, matches, oneOf, type Rule, section } from "../shared/input";
import { common, deployment, matchingEventTypes } from "../shared/inputs";
import { MATCHING_EVENT_TYPES } from "./event-types";

export const inputs = {
  ...deployment,
  ...section("End User Messaging", {
    eventRoute: input.string({
      default: "configuration_set",
      description:
        "Which way events come: by a configuration set that messages are sent with, by EventBridge for all messages of the account but without their destination and context, or by what you set up yourself.",
      check: oneOf("configuration_set", "eventbridge", "none"),
    }),
    createConfigurationSet: common.createConfigurationSet,
    configurationSetName: common.configurationSetName,
    defaultSenderId: input.string({
      default: null,
      description: "Sender id of messages of the created configuration set that name none.",
      check: matches(/^[A-Za-z0-9_-]{1,11}$/, "1 to 11 letters, digits, hyphens or underscores", "Example Shop"),
    }),
    matchingEventTypes: matchingEventTypes(MATCHING_EVENT_TYPES),
    dlqRetentionSeconds: common.dlqRetentionSeconds,
  }),
  ...lakeInputs,
  ...section("Operation", {
    alarmTopicArn: common.alarmTopicArn,
    logRetentionDays: common.logRetentionDays,
    logLevel: common.logLevel,
  }),
};

export const rules: readonly Rule[] = [
  {
    input: "createConfigurationSet",
    message: "create_configuration_set = false needs configuration_set_name, where event_route is configuration_set.",
    condition:
      'var.create_configuration_set || var.configuration_set_name != null || var.event_route != "configuration_set"',
    accepts: ({ createConfigurationSet, configurationSetName, eventRoute }) =>
      createConfigurationSet === true || configurationSetName !== undefined || eventRoute !== "configuration_set",
    refused: { createConfigurationSet: false },
  },
  ...lakeRules,
];
