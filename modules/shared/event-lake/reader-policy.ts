import type { Deployment } from "../deployment";
import { policyDocument } from "../policy";
import { Workgroup } from "./workgroup";

/** What a reader reads, and where. */
export interface ReaderProps {
  readonly deployment: Deployment;
  readonly databaseName: string;
  readonly lakeBucketArn: string;
  /** Bucket that the workgroup's results are written to. */
  readonly resultsBucketArn: string;
  readonly workgroupName: string;
}

/**
 * What a person, or QuickSight's service role, needs to query a lake in its workgroup. Where Lake Formation governs the
 * catalog, its own grants are needed besides.
 * https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html
 */
export function readerPolicy({ deployment, databaseName, lakeBucketArn, ...props }: ReaderProps): string {
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
    {
      Sid: "FindObjects",
      Action: ["s3:GetBucketLocation", "s3:ListBucket"],
      Resource: [lakeBucketArn, props.resultsBucketArn],
    },
    {
      Sid: "ReadEvents",
      Action: "s3:GetObject",
      Resource: [`${lakeBucketArn}/events/*`, `${lakeBucketArn}/raw/*`],
    },
    {
      Sid: "KeepResults",
      Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      Resource: `${props.resultsBucketArn}/${Workgroup.RESULT_PREFIX}*`,
    },
    deployment.useKey(),
  ]);
}
