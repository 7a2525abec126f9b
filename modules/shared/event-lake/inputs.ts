import { type Rule, section, type ValuesOf } from "../input";
import { common } from "../inputs";

/** The inputs of a module that owns an event lake or joins one. */
export const lakeInputs = {
  ...section("Event lake", {
    createLake: common.createLake,
    lakeBucketName: common.lakeBucketName,
    databaseName: common.databaseName,
    partitionGranularity: common.partitionGranularity,
    projectionRange: common.projectionRange,
    rawStorage: common.rawStorage,
    rawRetentionDays: common.rawRetentionDays,
    eventsRetentionDays: common.eventsRetentionDays,
    errorsRetentionDays: common.errorsRetentionDays,
    forceDestroy: common.forceDestroy,
  }),
  ...section("Delivery and queries", {
    bufferingIntervalSeconds: common.bufferingIntervalSeconds,
    bufferingSizeMb: common.bufferingSizeMb,
    createWorkgroup: common.createWorkgroup,
    workgroupName: common.workgroupName,
    bytesScannedCutoffPerQuery: common.bytesScannedCutoffPerQuery,
  }),
};

/** Values of the lake's inputs. */
export type LakeValues = ValuesOf<typeof lakeInputs>;

/** What the inputs of a lake must not say together. */
export const lakeRules: readonly Rule[] = [
  {
    input: "createLake",
    message: "create_lake = false needs lake_bucket_name and database_name.",
    condition: "var.create_lake || (var.lake_bucket_name != null && var.database_name != null)",
    accepts: ({ createLake, lakeBucketName, databaseName }) =>
      createLake === true || (lakeBucketName !== undefined && databaseName !== undefined),
    refused: { createLake: false },
  },
  {
    input: "createWorkgroup",
    message: "create_workgroup = false needs workgroup_name.",
    condition: "var.create_workgroup || var.workgroup_name != null",
    accepts: ({ createWorkgroup, workgroupName }) => createWorkgroup === true || workgroupName !== undefined,
    refused: { createWorkgroup: false },
  },
];
