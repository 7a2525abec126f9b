import { lakeInputs, lakeRules } from "../shared/event-lake/inputs";
import { input, matches, section } from "../shared/input";
import { common, deployment, matchingEventTypes, SES_EVENT_TYPES } from "../shared/inputs";

export const inputs = {
  ...deployment,
  ...section("SES", {
    createConfigurationSet: common.createConfigurationSet,
    configurationSetName: common.configurationSetName,
    additionalConfigurationSetNames: common.additionalConfigurationSetNames,
    matchingEventTypes: matchingEventTypes(SES_EVENT_TYPES),
    customRedirectDomain: input.string({
      default: null,
      description:
        "Domain of tracked links and pixels of the created configuration set; null is SES's own, or what the domain's owner set up.",
      check: matches(/^([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/, "a domain", "https://links.example.com"),
    }),
    storeHeaders: input.bool({
      default: false,
      description: "Keep the headers of mails, which are long and personal data, in the column `raw`.",
    }),
  }),
  ...lakeInputs,
  ...section("Operation", {
    alarmTopicArn: common.alarmTopicArn,
    logRetentionDays: common.logRetentionDays,
    logLevel: common.logLevel,
  }),
};

export const rules = lakeRules;
