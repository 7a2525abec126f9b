import { QuicksightDataSet } from "@cdktf/provider-aws/lib/quicksight-data-set";
import { QuicksightRefreshSchedule } from "@cdktf/provider-aws/lib/quicksight-refresh-schedule";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { alarm } from "../../shared/alarms";
import { inFile } from "../../shared/annotations";
import type { Deployment } from "../../shared/deployment";
import { call, hcl } from "../../shared/expression";
import { type Condition, optional, optionalBlock } from "../../shared/optional";
import { scopeOf } from "../../shared/scope";
import type { DataSet } from "../data-sets";
import { QUICKSIGHT_TYPES } from "./fields";
import { ACTIONS, type Audience, permit } from "./permissions";

/** Props of {@link quicksightDataSet}. */
export interface DataSetProps {
  readonly deployment: Deployment;
  readonly dataSet: DataSet;
  readonly dataSourceArn: string;
  readonly importMode: string;
  readonly refreshTime: string;
  readonly refreshTimezone: string;
  readonly incrementalLookbackDays: number;
  readonly audience: Audience;
  /** The view that it reads, where it reads one of this module's. */
  readonly view: ITerraformDependable | undefined;
  readonly when: Condition;
}

/** Column by which the daily refresh tells what is new; lists that sum up are refreshed whole. */
const NEW_BY = "arrival_timestamp";

/**
 * A data set with its refreshes: daily what is new and once a week all of it, or all of it daily.
 * https://docs.aws.amazon.com/quicksight/latest/user/refreshing-imported-data.html
 *
 * @returns its ARN; null where it is not made
 */
export function quicksightDataSet(scope: Construct, props: DataSetProps): string {
  const { dataSet, deployment, when } = props;
  const { name } = dataSet;
  const id = deployment.nameOf(name);
  const isSpice = hcl`${props.importMode} == "SPICE"`;
  const resource = new QuicksightDataSet(scopeOf(scope, "data_sets"), name, {
    dataSetId: id,
    name: id,
    importMode: props.importMode,
    physicalTableMap: [
      {
        physicalTableMapId: name.replaceAll("_", "-"),
        customSql: {
          name,
          dataSourceArn: props.dataSourceArn,
          sqlQuery: call("join", "\n", dataSet.sql.split("\n")).toString(),
          columns: dataSet.columns.map((column) => ({ name: column.name, type: typeOf(dataSet, column) })),
        },
      },
    ],
    ...(props.view && { dependsOn: [props.view] }),
    tags: deployment.tags,
  });
  permit(resource, "permissions", props.audience, ACTIONS.dataSet);
  const isIncremental = dataSet.columns.some((column) => column.name === NEW_BY);
  if (isIncremental) {
    const window = { column_name: NEW_BY, size: props.incrementalLookbackDays, size_unit: "DAY" };
    const refresh = { refresh_configuration: { incremental_refresh: { lookback_window: window } } };
    optionalBlock(resource, "refresh_properties", refresh, isSpice);
  }
  inFile(resource, "data-sets.tf");
  const arn = optional(resource, when)("arn").toString();
  const dataSetId = optional(resource, when)("data_set_id").toString();
  schedules(scope, props, { dataSetId, isIncremental, when: hcl`${when} && ${isSpice}` });
  alarm(scope, deployment, {
    id: `${name}_ingestion_errors`,
    description: `The data set ${name} was not refreshed; see its refreshes in QuickSight.`,
    namespace: "AWS/QuickSight",
    metricName: "IngestionErrorCount",
    dimensions: { DatasetId: id },
    statistic: "Sum",
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    when: hcl`${when} && ${isSpice}`,
  });
  return arn;
}

interface ScheduleProps {
  readonly dataSetId: string;
  readonly isIncremental: boolean;
  readonly when: Condition;
}

function schedules(scope: Construct, props: DataSetProps, { dataSetId, isIncremental, when }: ScheduleProps): void {
  const { name } = props.dataSet;
  const daily = { interval: "DAILY", timeOfTheDay: props.refreshTime, timezone: props.refreshTimezone };
  const weekly = { ...daily, interval: "WEEKLY", refreshOnDay: [{ dayOfWeek: "SUNDAY" }] };
  const make = (kind: "full" | "incremental", scheduleFrequency: typeof daily): void => {
    const resource = new QuicksightRefreshSchedule(scopeOf(scope, "refreshes"), `${name}_${kind}`, {
      dataSetId,
      scheduleId: kind,
      schedule: [{ refreshType: `${kind.toUpperCase()}_REFRESH`, scheduleFrequency: [scheduleFrequency] }],
    });
    inFile(resource, "data-sets.tf");
    optional(resource, when);
  };
  make("full", isIncremental ? weekly : daily);
  if (isIncremental) make("incremental", daily);
}

function typeOf({ name: dataSet }: DataSet, { name, type }: DataSet["columns"][number]): string {
  const found = QUICKSIGHT_TYPES[type];
  if (!found) throw new Error(`QuickSight has no type for ${type}, the type of ${name} in ${dataSet}.`);
  return found;
}
