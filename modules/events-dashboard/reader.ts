import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import { Workgroup } from "../shared/event-lake/workgroup";
import { hcl } from "../shared/expression";
import { type Condition, optional } from "../shared/optional";
import { policyDocument } from "../shared/policy";
import { scopeOf } from "../shared/scope";

/** Props of {@link readerPolicy}. */
export interface ReaderProps {
  readonly deployment: Deployment;
  readonly databaseName: string;
  readonly lakeBucketName: string;
  /** Bucket of the created workgroup's results; null where the workgroup is not created here. */
  readonly resultsBucketArn: string;
  readonly createWorkgroup: Condition;
  readonly workgroupName: string;
}

/**
 * What QuickSight's service role needs to read the dashboard's data, and to write and read the results of its queries.
 * A workgroup that exists is taken for the lake's own, whose results lie in the lake's bucket.
 * https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html
 */
export function readerPolicy({ deployment, databaseName, lakeBucketName, ...props }: ReaderProps): string {
  const lake = `arn:${deployment.partition}:s3:::${lakeBucketName}`;
  const results = hcl`${props.createWorkgroup} ? ${props.resultsBucketArn} : ${lake}`.toString();
  return policyDocument([
    {
      Sid: "RunQueries",
      Action: [
        "athena:GetWorkGroup",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryResultsStream",
        "athena:BatchGetQueryExecution",
      ],
      Resource: deployment.arn("athena", `workgroup/${props.workgroupName}`),
    },
    {
      Sid: "ListCatalog",
      Action: ["athena:GetDataCatalog", "athena:ListDatabases", "athena:ListTableMetadata", "athena:GetTableMetadata"],
      Resource: deployment.arn("athena", "datacatalog/AwsDataCatalog"),
    },
    {
      Sid: "ReadCatalog",
      Action: [
        "glue:GetDatabase",
        "glue:GetDatabases",
        "glue:GetTable",
        "glue:GetTables",
        "glue:GetPartition",
        "glue:GetPartitions",
      ],
      Resource: [
        deployment.arn("glue", "catalog"),
        deployment.arn("glue", `database/${databaseName}`),
        deployment.arn("glue", `table/${databaseName}/*`),
      ],
    },
    { Sid: "FindObjects", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: [lake, results] },
    { Sid: "ReadEvents", Action: "s3:GetObject", Resource: `${lake}/events/*` },
    {
      Sid: "KeepResults",
      Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      Resource: `${results}/${Workgroup.RESULT_PREFIX}*`,
    },
    deployment.useKey(),
  ]);
}

/** Gives QuickSight's service role, which QuickSight made, the right to read. */
export function attachReaderPolicy(
  scope: Construct,
  deployment: Deployment,
  { policy, roleName, when }: { readonly policy: string; readonly roleName: string; readonly when: Condition },
): void {
  const resource = new IamPolicy(scope, "reader", {
    name: `${deployment.name}-reader`,
    description: "Lets QuickSight read the event lake.",
    policy,
    tags: deployment.tags,
  });
  const policyArn = optional(resource, when)("arn").toString();
  optional(
    new IamRolePolicyAttachment(scopeOf(scope, "attachments"), "quicksight", { role: roleName, policyArn }),
    when,
  );
}
