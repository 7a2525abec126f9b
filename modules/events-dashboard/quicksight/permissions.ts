import type { TerraformResource } from "cdktf";
import { hcl, verbatim } from "../../shared/expression";
import type { Block } from "./fields";

/** Who may see, and who may change. QuickSight takes only these sets of actions: https://docs.aws.amazon.com/quicksight/latest/developerguide/permissions-for-resources.html */
export interface Audience {
  readonly readerArns: unknown;
  readonly authorArns: unknown;
}

const actions = (what: string, verbs: readonly string[]): string[] => verbs.map((verb) => `quicksight:${verb}${what}`);

const DATA_SOURCE_READER = [...actions("DataSource", ["Describe", "Pass"]), "quicksight:DescribeDataSourcePermissions"];
const DATA_SET_READER = [
  ...actions("DataSet", ["Describe", "Pass"]),
  "quicksight:DescribeDataSetPermissions",
  "quicksight:DescribeIngestion",
  "quicksight:ListIngestions",
];
const DASHBOARD_READER = [...actions("Dashboard", ["Describe", "Query"]), "quicksight:ListDashboardVersions"];

/** Actions of readers and of authors by resource; a resource without readers is the authors' alone. */
export const ACTIONS = {
  dataSource: {
    readers: DATA_SOURCE_READER,
    authors: [
      ...DATA_SOURCE_READER,
      ...actions("DataSource", ["Update", "Delete"]),
      "quicksight:UpdateDataSourcePermissions",
    ],
  },
  dataSet: {
    readers: DATA_SET_READER,
    authors: [
      ...DATA_SET_READER,
      ...actions("DataSet", ["Update", "Delete"]),
      "quicksight:UpdateDataSetPermissions",
      ...actions("Ingestion", ["Create", "Cancel"]),
    ],
  },
  dashboard: {
    readers: DASHBOARD_READER,
    authors: [
      ...DASHBOARD_READER,
      ...actions("Dashboard", ["Update", "Delete"]),
      "quicksight:DescribeDashboardPermissions",
      "quicksight:UpdateDashboardPermissions",
      "quicksight:UpdateDashboardPublishedVersion",
    ],
  },
  analysis: {
    readers: [],
    authors: [
      ...actions("Analysis", ["Describe", "Query", "Update", "Delete", "Restore"]),
      "quicksight:DescribeAnalysisPermissions",
      "quicksight:UpdateAnalysisPermissions",
    ],
  },
} as const;

/**
 * Gives each principal a permission for a resource, by a dynamic block; who is in both lists is an author.
 *
 * @param block its name, which the provider spells differently from resource to resource
 */
export function permit(
  resource: TerraformResource,
  block: "permission" | "permissions",
  { readerArns, authorArns }: Audience,
  of: (typeof ACTIONS)[keyof typeof ACTIONS],
): void {
  const granted = (arns: unknown, actions: readonly string[]): Block => ({
    for_each: hcl`${arns}`.toString(),
    content: { principal: hcl`${verbatim(`${block}.value`)}`.toString(), actions },
  });
  const readers = of.readers.length > 0 ? [granted(hcl`setsubtract(${readerArns}, ${authorArns})`, of.readers)] : [];
  resource.addOverride(`dynamic.${block}`, [...readers, granted(authorArns, of.authors)]);
}
