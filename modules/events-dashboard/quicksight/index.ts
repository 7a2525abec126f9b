import { QuicksightAnalysis } from "@cdktf/provider-aws/lib/quicksight-analysis";
import { QuicksightDashboard } from "@cdktf/provider-aws/lib/quicksight-dashboard";
import { QuicksightDataSource } from "@cdktf/provider-aws/lib/quicksight-data-source";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { heading, inFile } from "../../shared/annotations";
import type { Deployment } from "../../shared/deployment";
import { hcl } from "../../shared/expression";
import type { ValuesOf } from "../../shared/input";
import { type Condition, optional } from "../../shared/optional";
import { scopeOf } from "../../shared/scope";
import { CHARTS } from "../charts";
import { type DataSet, dataSets } from "../data-sets";
import type { inputs } from "../inputs";
import { neighbourSets } from "../neighbours";
import { quicksightDataSet } from "./data-set";
import { definition } from "./definition";
import { ACTIONS, type Audience, permit } from "./permissions";

/** Props of {@link QuickSight}. */
export interface QuickSightProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly workgroupName: string;
  /** The views by name, for data sets to wait for. */
  readonly views: ReadonlyMap<string, ITerraformDependable>;
}

/** Data source, data sets, analysis and dashboard, all made from the list of charts. */
export class QuickSight extends Construct {
  readonly dataSourceArn: string;
  /** ARNs by name; null for those that are not made. */
  readonly dataSetArns: string;
  readonly analysisArn: string;
  readonly dashboardArn: string;
  readonly dashboardUrl: string;

  private readonly audience: Audience;

  constructor(
    scope: Construct,
    private readonly props: QuickSightProps,
  ) {
    super(scope, "quicksight");
    const { values } = props;
    this.audience = { readerArns: values.quicksightReaderArns, authorArns: values.quicksightAuthorArns };
    this.dataSourceArn = this.dataSource();
    const made = this.sources().map(({ dataSet, when }) => ({ ...dataSet, arn: this.dataSet(dataSet, when) }));
    this.dataSetArns = hcl`${Object.fromEntries(made.map(({ name, arn }) => [name, arn]))}`.toString();
    const whole = definition({
      charts: CHARTS,
      dataSets: made,
      optionalSheets: { smsStatus: hcl`${values.smsSheetEnabled}`, sesStatus: hcl`${values.sesSheetEnabled}` },
    });
    this.analysisArn = this.analysis(whole);
    const dashboard = this.dashboard(whole);
    this.dashboardArn = dashboard("arn").toString();
    const { region } = props.deployment;
    const url = `https://${region}.quicksight.aws.amazon.com/sn/dashboards/${props.deployment.name}`;
    this.dashboardUrl = hcl`${this.hasDashboard} ? ${url} : null`.toString();
  }

  private get hasDashboard(): Condition {
    return hcl`${this.props.values.quicksightEnabled} && ${this.props.values.dashboardEnabled}`;
  }

  private dataSource(): string {
    const { deployment, values, workgroupName } = this.props;
    const resource = new QuicksightDataSource(this, "this", {
      dataSourceId: deployment.name,
      name: deployment.name,
      type: "ATHENA",
      parameters: { athena: { workGroup: workgroupName } },
      sslProperties: { disableSsl: false },
      tags: deployment.tags,
    });
    heading(resource, "QuickSight: data source; data sets and dashboard stand in files of their own");
    permit(resource, "permission", this.audience, ACTIONS.dataSource);
    return optional(resource, values.quicksightEnabled)("arn").toString();
  }

  /** The data sets, and when each is made. */
  private sources(): { dataSet: DataSet; when: Condition }[] {
    const { databaseName, tableName, lookbackDays, ...values } = this.props.values;
    const enabled = values.quicksightEnabled;
    const since = `date_format(current_timestamp - interval '${hcl`${lookbackDays}`}' day, '%Y/%m/%d/%H')`;
    const neighbours = neighbourSets({
      smsDatabase: `"${hcl`${values.smsDatabaseName}`}".`,
      sesDatabase: `"${hcl`${values.sesDatabaseName}`}".`,
      since,
    });
    const whenOf = (name: string): Condition =>
      name === "sms_status"
        ? hcl`${enabled} && ${values.smsSheetEnabled}`
        : hcl`${enabled} && ${values.sesSheetEnabled}`;
    return [
      ...dataSets({ database: `"${databaseName}".`, table: tableName, since }).map((dataSet) => ({
        dataSet,
        when: enabled,
      })),
      ...neighbours.map((dataSet) => ({ dataSet, when: whenOf(dataSet.name) })),
    ];
  }

  private dataSet(dataSet: DataSet, when: Condition): string {
    const { deployment, values, views } = this.props;
    const view = views.get(dataSet.name);
    const { dataSourceArn, audience } = this;
    return quicksightDataSet(this, { deployment, dataSet, dataSourceArn, audience, view, when, ...values });
  }

  private analysis(whole: object): string {
    const { deployment } = this.props;
    const resource = new QuicksightAnalysis(scopeOf(this, "analysis"), "this", {
      analysisId: deployment.name,
      name: deployment.name,
      tags: deployment.tags,
    });
    resource.addOverride("definition", whole);
    permit(resource, "permissions", this.audience, ACTIONS.analysis);
    inFile(resource, "analysis.tf");
    return optional(resource, this.hasDashboard)("arn").toString();
  }

  private dashboard(whole: object) {
    const { deployment } = this.props;
    const resource = new QuicksightDashboard(scopeOf(this, "dashboard"), "this", {
      dashboardId: deployment.name,
      name: deployment.name,
      versionDescription: "Made by Terraform from the list of charts.",
      tags: deployment.tags,
    });
    resource.addOverride("definition", whole);
    permit(resource, "permissions", this.audience, ACTIONS.dashboard);
    inFile(resource, "dashboard.tf");
    return optional(resource, this.hasDashboard);
  }
}
