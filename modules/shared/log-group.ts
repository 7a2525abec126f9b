import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import { accept } from "./annotations";
import type { Deployment } from "./deployment";
import { Each, type OptionalAttribute, optional, type When } from "./optional";
import { sidWord } from "./policy";
import { scopeOf } from "./scope";

/** Props of {@link logGroup}. */
export interface LogGroupProps {
  readonly deployment: Deployment;
  /** Starts with what writes the log, e.g. `/aws/lambda/`. */
  readonly name: string;
  /** @default the log group is always made */
  readonly when?: When;
}

/**
 * A log group that keeps its lines as long as the caller says, under the caller's key where one is given.
 *
 * @param role the role word of what writes: logical id and output are made of it
 * @returns its attributes
 */
export function logGroup(scope: Construct, role: string, props: LogGroupProps): OptionalAttribute {
  const { deployment, name } = props;
  const resource = new CloudwatchLogGroup(scopeOf(scope, "logs"), role, {
    name,
    retentionInDays: deployment.logRetentionDays,
    kmsKeyId: deployment.kmsKeyArn,
    tags: deployment.tags,
  });
  accept(resource, "CKV_AWS_338", "log_retention_days decides; 30 days by default, because logs cost.");
  const { when } = props;
  const made = optional(resource, when);
  deployment.reportLogGroup(role, made("name").toString(), when);
  const arn = deployment.arn("logs", `log-group:${name}`);
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  deployment.reportKeyUse({
    Sid: `AllowLogsOf${sidWord(role)}`,
    Principal: { Service: deployment.logsPrincipal },
    Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: {
      ArnEquals: { "kms:EncryptionContext:aws:logs:arn": when instanceof Each ? when.list(arn) : arn },
    },
  });
  return made;
}
