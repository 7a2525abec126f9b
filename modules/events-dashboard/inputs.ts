import { between, each, input, matches, oneOf, type Rule, required, section } from "../shared/input";
import { common } from "../shared/inputs";

const principal = each(
  matches(
    /^arn:[a-z-]+:quicksight:[a-z0-9-]+:[0-9]{12}:(user|group)\/[^/]+\/.+$/,
    "ARNs of QuickSight users or groups",
    "arn:aws:iam::123456789012:user/jane",
  ),
);

export const inputs = {
  ...section("Deployment", {
    namePrefix: common.namePrefix,
    tags: common.tags,
    kmsKeyArn: common.kmsKeyArn,
  }),
  ...section("Event lake", {
    lakeBucketName: required(common.lakeBucketName, "Bucket of the event lake."),
    databaseName: required(common.databaseName, "Glue database of the event lake; the views are made in it."),
    tableName: input.string({
      default: "events",
      description: "Table of all events in the database.",
      check: matches(/^[a-z0-9_]{1,128}$/, "1 to 128 lower-case letters, digits or `_`", "All-Events"),
    }),
    createWorkgroup: common.createWorkgroup,
    workgroupName: common.workgroupName,
    bytesScannedCutoffPerQuery: common.bytesScannedCutoffPerQuery,
  }),
  ...section("QuickSight", {
    quicksightEnabled: input.bool({
      default: false,
      description:
        "Make data source, data sets and dashboard; the account must have subscribed to QuickSight in this Region. Else there are only the views.",
    }),
    quicksightReaderArns: input.setOfStrings({
      default: [],
      description: "QuickSight users and groups that may see the dashboard. Known at plan.",
      check: principal,
    }),
    quicksightAuthorArns: input.setOfStrings({
      default: [],
      description: "QuickSight users and groups that may change everything made here. Known at plan.",
      check: principal,
    }),
    dashboardEnabled: input.bool({
      default: true,
      description: "Make the dashboard, and the analysis to build on; else there are only data source and data sets.",
    }),
    importMode: input.string({
      default: "SPICE",
      description: "Whether QuickSight keeps a copy of the data, or asks Athena each time somebody looks.",
      check: oneOf("SPICE", "DIRECT_QUERY"),
    }),
    refreshTime: input.string({
      default: "06:00",
      description: "Time of day at which copies are refreshed.",
      check: matches(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "a time from 00:00 to 23:59", "6 o'clock"),
    }),
    refreshTimezone: input.string({
      default: "UTC",
      description: "Time zone of `refresh_time`.",
      check: matches(/^[A-Za-z]+([/_+-][A-Za-z0-9_+-]+)*$/, "an IANA time zone name", "UTC +1"),
    }),
    lookbackDays: input.number({
      default: 400,
      description: "Days of events that the data sets hold.",
      check: between(1, 1100),
    }),
    incrementalLookbackDays: input.number({
      default: 3,
      description: "Days that the daily refresh reads again, for events that come late.",
      check: between(1, 30),
    }),
  }),
  ...section("Access of QuickSight", {
    manageQuicksightAccess: input.bool({
      default: false,
      description: "Attach the reader policy to QuickSight's service role; else attach `reader_policy_json` yourself.",
    }),
    quicksightServiceRoleName: input.string({
      default: "aws-quicksight-service-role-v0",
      description: "Name of QuickSight's service role.",
      check: matches(/^[A-Za-z0-9+=,.@_-]{1,64}$/, "a role name without path", "service-role/quicksight"),
    }),
  }),
  ...section("Sheets of other modules", {
    smsSheetEnabled: input.bool({
      default: false,
      description: "Add a sheet over the view `sms_status` of pinpoint-sms-event-db.",
    }),
    smsDatabaseName: input.string({
      default: null,
      description: "Glue database of pinpoint-sms-event-db.",
      ...(common.databaseName.check && { check: common.databaseName.check }),
    }),
    sesSheetEnabled: input.bool({
      default: false,
      description: "Add a sheet over the view `email_status` of ses-s3-event-db.",
    }),
    sesDatabaseName: input.string({
      default: null,
      description: "Glue database of ses-s3-event-db.",
      ...(common.databaseName.check && { check: common.databaseName.check }),
    }),
  }),
  ...section("Operation", { alarmTopicArn: common.alarmTopicArn }),
};

const sheet = (name: "sms" | "ses"): Rule => ({
  input: `${name}SheetEnabled`,
  message: `${name}_sheet_enabled = true needs ${name}_database_name.`,
  condition: `!var.${name}_sheet_enabled || var.${name}_database_name != null`,
  accepts: (values) => values[`${name}SheetEnabled`] === false || values[`${name}DatabaseName`] !== undefined,
  refused: { [`${name}SheetEnabled`]: true },
});

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

export const rules: readonly Rule[] = [
  {
    input: "createWorkgroup",
    message: "create_workgroup = false needs workgroup_name.",
    condition: "var.create_workgroup || var.workgroup_name != null",
    accepts: ({ createWorkgroup, workgroupName }) => createWorkgroup === true || workgroupName !== undefined,
    refused: { createWorkgroup: false },
  },
  {
    input: "quicksightEnabled",
    message: "quicksight_enabled = true needs quicksight_reader_arns or quicksight_author_arns.",
    condition: "!var.quicksight_enabled || length(var.quicksight_reader_arns) + length(var.quicksight_author_arns) > 0",
    accepts: ({ quicksightEnabled, quicksightReaderArns, quicksightAuthorArns }) =>
      quicksightEnabled === false || !isEmpty(quicksightReaderArns) || !isEmpty(quicksightAuthorArns),
    refused: { quicksightEnabled: true },
  },
  {
    input: "manageQuicksightAccess",
    message: "manage_quicksight_access = true needs quicksight_enabled = true.",
    condition: "!var.manage_quicksight_access || var.quicksight_enabled",
    accepts: ({ manageQuicksightAccess, quicksightEnabled }) =>
      manageQuicksightAccess === false || quicksightEnabled === true,
    refused: { manageQuicksightAccess: true },
  },
  sheet("sms"),
  sheet("ses"),
];
