import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { accept } from "./annotations";
import type { Deployment } from "./deployment";
import { scopeOf } from "./scope";

/** Props of {@link table}. */
export interface TableProps {
  readonly deployment: Deployment;
  /** @default `<name_prefix>-<role>` */
  readonly name?: string;
  /** The partition key, a string. */
  readonly partitionKey: string;
  /** Attribute with the epoch second after which an item may go. @default items stay */
  readonly ttlAttribute?: string;
  readonly deletionProtectionEnabled: boolean | IResolvable;
}

/** A table that is billed by use, encrypted, and can be restored to any second of the last 35 days. */
export function table(scope: Construct, role: string, props: TableProps): DynamodbTable {
  const { deployment } = props;
  const resource = new DynamodbTable(scopeOf(scope, "tables"), role, {
    name: props.name ?? deployment.nameOf(role),
    billingMode: "PAY_PER_REQUEST",
    hashKey: props.partitionKey,
    deletionProtectionEnabled: props.deletionProtectionEnabled,
    attribute: [{ name: props.partitionKey, type: "S" }],
    ttl: props.ttlAttribute === undefined ? undefined : { attributeName: props.ttlAttribute, enabled: true },
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: deployment.hasKey, kmsKeyArn: deployment.kmsKeyArn },
    tags: deployment.tags,
  });
  return accept(resource, "CKV_AWS_119", "kms_key_arn decides; without it DynamoDB encrypts with a key of its own.");
}
