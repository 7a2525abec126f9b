import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { heading } from "../shared/annotations";
import { PrivateBucket } from "../shared/bucket";
import { Deployment, deploymentOutputs } from "../shared/deployment";
import { glueView } from "../shared/event-lake/glue-view";
import { readerPolicy } from "../shared/event-lake/reader-policy";
import { Workgroup } from "../shared/event-lake/workgroup";
import { hcl } from "../shared/expression";
import type { PropsOf } from "../shared/input";
import type { OutputsOf } from "../shared/output";
import { resolveProps } from "../shared/validate";
import { inputs, rules } from "./inputs";
import { plans } from "./plans";
import { QuickSight } from "./quicksight";
import { attachReaderPolicy } from "./reader";
import { viewsOf } from "./views";

/** Props of {@link EventsDashboard}. */
export type EventsDashboardProps = PropsOf<typeof inputs>;

const outputs = {
  viewNames: "Views that this module made.",
  workgroupName: "Athena workgroup to query with.",
  resultsBucketName: "Bucket of query results; null where the workgroup exists already.",
  resultsBucketArn: "ARN of the bucket of query results; null where the workgroup exists already.",
  readerPolicyJson: "Policy for QuickSight's service role, or for who else queries the views.",
  dataSourceArn: "ARN of the data source; null without QuickSight.",
  dataSetArns: "ARNs of the data sets by name; null for those that are not made.",
  analysisArn: "ARN of the analysis to build on; null without a dashboard.",
  dashboardArn: "ARN of the dashboard; null without one.",
  dashboardUrl: "Where the dashboard is looked at; null without one.",
  ...deploymentOutputs,
} as const;

/**
 * Shows how sends turn into deliveries, opens, clicks, bounces and cost: views over the event lake, and a dashboard in
 * QuickSight.
 * https://docs.aws.amazon.com/quicksight/latest/user/create-a-data-set-athena.html
 */
export class EventsDashboard extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;
  static readonly lake = { views: viewsOf(), queries: [] };

  readonly outputs: OutputsOf<typeof outputs>;

  constructor(scope: Construct, id: string, props: EventsDashboardProps) {
    super(scope, id);
    const values = resolveProps("EventsDashboard", inputs, rules, props);
    // It has no function, no log group and no role.
    const unused = { logRetentionDays: 30, permissionsBoundaryArn: undefined };
    const deployment = new Deployment(this, { moduleId: "events-dashboard", ...values, ...unused });
    const { databaseName, lakeBucketName, createWorkgroup } = values;

    const results = new PrivateBucket(this, "results", {
      deployment,
      name: undefined,
      forceDestroy: true,
      expirations: [{ id: "query-results", prefix: Workgroup.RESULT_PREFIX, days: 30 }],
      when: createWorkgroup,
    });
    heading(results, "Queries: bucket of results, workgroup; the views stand in views.tf");
    const workgroup = new Workgroup(this, { deployment, bucketName: results.name, values });

    const views = new Map<string, ITerraformDependable>();
    for (const view of viewsOf({ table: values.tableName })) {
      views.set(view.name, glueView(this, view, { databaseName, when: undefined }));
    }
    const lakeBucketArn = deployment.bucketArn(lakeBucketName);
    const policy = readerPolicy({
      deployment,
      databaseName,
      lakeBucketArn,
      // A workgroup that exists is taken for the lake's own, whose results lie in the lake's bucket.
      resultsBucketArn: hcl`${createWorkgroup} ? ${results.arn} : ${lakeBucketArn}`.toString(),
      workgroupName: workgroup.name,
    });
    const quicksight = new QuickSight(this, { deployment, values, workgroupName: workgroup.name, views });
    const when = values.manageQuicksightAccess;
    attachReaderPolicy(this, deployment, { policy, roleName: values.quicksightServiceRoleName, when });

    this.outputs = {
      viewNames: hcl`${[...views.keys()]}`.toString(),
      workgroupName: workgroup.name,
      resultsBucketName: results.name,
      resultsBucketArn: results.arn,
      readerPolicyJson: policy,
      dataSourceArn: quicksight.dataSourceArn,
      dataSetArns: quicksight.dataSetArns,
      analysisArn: quicksight.analysisArn,
      dashboardArn: quicksight.dashboardArn,
      dashboardUrl: quicksight.dashboardUrl,
      ...deployment.outputs,
    };
  }
}
