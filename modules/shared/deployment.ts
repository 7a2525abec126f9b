import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { Construct } from "constructs";
import { heading } from "./annotations";
import { call, type HclExpression, hcl } from "./expression";
import { Each, type When } from "./optional";
import type { OutputsOf } from "./output";
import { type ConditionalStatement, policyDocument, type Statement } from "./policy";
import { local } from "./scope";

/** Descriptions of the outputs that every module has. */
export const deploymentOutputs = {
  alarmArns: "ARNs of the alarms by role and signal.",
  logGroupNames: "Names of the log groups by role.",
  deadLetterQueueArns: "ARNs of the dead-letter queues by role.",
  kmsKeyPolicyJson: "Statements that the policy of `kms_key_arn` must contain, as a policy document.",
} as const;

/** The common inputs that building blocks need; every module has them. */
export interface DeploymentProps {
  /** Id of the module, e.g. `ses-event-processing`: the default of `name_prefix` and the service of its metrics. */
  readonly moduleId: string;
  readonly namePrefix: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly kmsKeyArn: string | undefined;
  readonly alarmTopicArn: string | undefined;
  readonly logRetentionDays: number;
  readonly permissionsBoundaryArn: string | undefined;
}

/**
 * One copy of a module in an account: where it is, what its resources are called, and what all of them share.
 * Building blocks also report to it what every module must show in its outputs.
 */
export class Deployment extends Construct {
  readonly moduleId: string;
  /** `name_prefix`, or the module's id. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** The caller's tags, and `due:deployment`. */
  readonly tags: Record<string, string>;
  readonly kmsKeyArn: string | undefined;
  readonly alarmActions: string[];
  readonly logRetentionDays: number;
  readonly permissionsBoundaryArn: string | undefined;

  private readonly dnsSuffix: string;
  private readonly alarmArns = new Report();
  private readonly logGroupNames = new Report();
  private readonly deadLetterQueueArns = new Report();
  private readonly keyStatements: Statement[] = [];

  constructor(scope: Construct, props: DeploymentProps) {
    super(scope, "deployment");
    const identity = heading(new DataAwsCallerIdentity(this, "current"), "Deployment");
    const partition = new DataAwsPartition(new Construct(this, "partition"), "current");
    const region = new DataAwsRegion(new Construct(this, "region"), "current");

    this.moduleId = props.moduleId;
    this.name = local(this, "name_prefix", call("coalesce", props.namePrefix, props.moduleId)).asString;
    this.accountId = local(this, "account_id", identity.accountId).asString;
    this.partition = local(this, "partition", partition.partition).asString;
    this.dnsSuffix = partition.dnsSuffix;
    // `id` is the Region's name in provider 5 and 6 alike; `name` is deprecated in 6.
    this.region = local(this, "region", region.id).asString;
    this.tags = local(this, "tags", call("merge", props.tags, { "due:deployment": this.name })).asStringMap;
    this.kmsKeyArn = props.kmsKeyArn;
    this.alarmActions = local(this, "alarm_actions", call("compact", [props.alarmTopicArn])).asList;
    this.logRetentionDays = props.logRetentionDays;
    this.permissionsBoundaryArn = props.permissionsBoundaryArn;
  }

  /** Name of what has a role: `<name_prefix>-<role>`, all hyphens; `<name_prefix>-<role>-<element>` for each of a set. */
  nameOf(role: string, when?: When): string {
    const name = `${this.name}-${role.replaceAll("_", "-")}`;
    return when instanceof Each ? `${name}-${when.key}` : name;
  }

  /** ARN of a resource of this account and Region, for places that may not refer to the resource itself. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** ARN of a bucket, which names neither account nor Region. */
  bucketArn(name: string): string {
    return `arn:${this.partition}:s3:::${name}`;
  }

  /** ARN of the account itself, and the condition that keeps a service from acting for somebody else's. */
  get sourceAccount(): Readonly<Record<string, string>> {
    return { "aws:SourceAccount": this.accountId };
  }

  /** True where a customer-managed key is given. */
  get hasKey(): HclExpression {
    return hcl`${this.kmsKeyArn} != null`;
  }

  /** What a role needs to use the customer-managed key, where one is given. */
  useKey(): ConditionalStatement {
    return {
      when: this.hasKey,
      statement: { Sid: "UseKey", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: this.kmsKeyArn },
    };
  }

  /** Reports an alarm; the name is `<role>_<signal>`. */
  reportAlarm(name: string, arn: string, when: When | undefined): void {
    this.alarmArns.add(name, arn, when);
  }

  /** Reports a log group by the role of what writes to it. */
  reportLogGroup(role: string, name: string, when: When | undefined): void {
    this.logGroupNames.add(role, name, when);
  }

  /** Reports a dead-letter queue by the role of its source. */
  reportDeadLetterQueue(role: string, arn: string, when: When | undefined): void {
    this.deadLetterQueueArns.add(role, arn, when);
  }

  /** Principal of CloudWatch Logs, which is regional: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  get logsPrincipal(): string {
    return `logs.${this.region}.${this.dnsSuffix}`;
  }

  /** Reports what the policy of the customer-managed key has to allow for a service that writes here. */
  reportKeyUse(statement: Statement): void {
    this.keyStatements.push(statement);
  }

  /** The outputs that every module has; read them last. */
  get outputs(): OutputsOf<typeof deploymentOutputs> {
    return {
      alarmArns: this.alarmArns.toString(),
      logGroupNames: this.logGroupNames.toString(),
      deadLetterQueueArns: this.deadLetterQueueArns.toString(),
      kmsKeyPolicyJson: policyDocument(this.keyStatements),
    };
  }
}

/** A map by role, in which what is made for each element of a set has `<role>_<element>`. */
class Report {
  private readonly single: Record<string, string> = {};
  private readonly sets: HclExpression[] = [];

  add(role: string, value: string, when: When | undefined): void {
    if (when instanceof Each) this.sets.push(when.map(value, `${role}_`));
    else this.single[role] = value;
  }

  toString(): string {
    const map = this.sets.length === 0 ? hcl`${this.single}` : call("merge", this.single, ...this.sets);
    return map.toString();
  }
}
