import { policyDocument } from "../policy";
import type { EventLake } from "./lake";
import { Workgroup } from "./workgroup";

/**
 * What a person or QuickSight needs to query the lake in its workgroup. Where Lake Formation governs the catalog, its
 * own grants are needed besides.
 * https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html
 */
export function readerPolicy(lake: EventLake): string {
  const { deployment, databaseName, bucketArn } = lake;
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
      Resource: deployment.arn("athena", `workgroup/${lake.workgroupName}`),
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
    { Sid: "FindObjects", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: bucketArn },
    { Sid: "ReadEvents", Action: "s3:GetObject", Resource: [`${bucketArn}/events/*`, `${bucketArn}/raw/*`] },
    {
      Sid: "KeepResults",
      Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      Resource: `${bucketArn}/${Workgroup.RESULT_PREFIX}*`,
    },
    deployment.useKey(),
  ]);
}
