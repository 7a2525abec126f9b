import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import {
  KinesisFirehoseDeliveryStream,
  type KinesisFirehoseDeliveryStreamExtendedS3Configuration,
} from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { alarm } from "./alarms";
import type { Deployment } from "./deployment";
import { hcl } from "./expression";
import { logGroup } from "./log-group";
import { type Condition, optional, optionalBlock } from "./optional";
import { type ConditionalStatement, type Statement, trust } from "./policy";
import { Role } from "./role";
import { scopeOf } from "./scope";

/** A bucket to write to. */
export interface Target {
  readonly arn: string;
  /** What the stream has to wait for before it may write. */
  readonly policy: ITerraformDependable;
}

/** A copy of each record as it came, gzipped. */
export interface Backup {
  readonly prefix: string;
  readonly errorOutputPrefix: string;
  readonly when: Condition;
}

/** A Kinesis stream that is read where a condition holds. */
export interface KinesisSource {
  readonly streamArn: string | undefined;
  readonly when: Condition;
}

/** Props of {@link DeliveryStream}. */
export interface DeliveryStreamProps {
  readonly deployment: Deployment;
  readonly bucket: Target;
  readonly bufferingIntervalSeconds: number;
  /** What the stream does with the records, and where in the bucket it puts them; it acts with the role. */
  readonly destination: (
    roleArn: string,
  ) => Omit<
    KinesisFirehoseDeliveryStreamExtendedS3Configuration,
    "bucketArn" | "roleArn" | "bufferingInterval" | "cloudwatchLoggingOptions"
  >;
  /** Where untouched records go besides, by a stream that converts them. @default nowhere */
  readonly backup?: Backup;
  /** A Kinesis stream to read, instead of being sent records. @default none */
  readonly kinesisSource?: KinesisSource;
  /** What the stream's role may do beside writing to the bucket and to its log. */
  readonly statements?: readonly Statement[];
  /** @default the stream is always made */
  readonly when?: Condition;
}

/** A Firehose that writes to a bucket, with its log, its role and an alarm on records that wait too long. */
export class DeliveryStream extends Construct {
  /** Null where the stream is not made. */
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, props: DeliveryStreamProps) {
    super(scope, "events_firehose");
    const { deployment, bucket, when } = props;
    const log = logGroup(this, "firehose", {
      deployment,
      name: `/aws/kinesisfirehose/${deployment.name}-events`,
      when,
    });
    const logStream = optional(
      new CloudwatchLogStream(scopeOf(this, "log_stream"), "firehose", {
        name: "delivery",
        logGroupName: log("name").toString(),
      }),
      when,
    );
    const role = this.role(props, log("arn").toString());
    const stream = new KinesisFirehoseDeliveryStream(this, "events", {
      name: `${deployment.name}-events`,
      destination: "extended_s3",
      extendedS3Configuration: {
        bucketArn: bucket.arn,
        roleArn: role.arn,
        bufferingInterval: props.bufferingIntervalSeconds,
        ...props.destination(role.arn),
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: log("name").toString(),
          logStreamName: logStream("name").toString(),
        },
      },
      serverSideEncryption: props.kinesisSource ? undefined : encryption(deployment),
      tags: deployment.tags,
      dependsOn: [role.policy, bucket.policy],
    });
    const made = optional(stream, when);
    this.arn = made("arn").toString();
    this.name = made("name").toString();
    if (props.backup) backUp(stream, props.backup, bucket.arn, role.arn);
    if (props.kinesisSource) readKinesis(stream, props.kinesisSource, deployment, role.arn);
    alarm(this, deployment, {
      id: "events_data_freshness",
      description:
        "Events wait in Firehose for 15 minutes more than they may: read its log; the bucket or its key refuses them.",
      namespace: "AWS/Firehose",
      metricName: "DeliveryToS3.DataFreshness",
      dimensions: { DeliveryStreamName: this.name },
      statistic: "Maximum",
      comparison: "GreaterThanThreshold",
      threshold: secondsLate(props.bufferingIntervalSeconds),
      when,
    });
  }

  private role(props: DeliveryStreamProps, logGroupArn: string): Role {
    const { deployment, bucket, statements = [], kinesisSource, when } = props;
    return new Role(this, "firehose", {
      deployment,
      when,
      // Firehose names the account as external id: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
      trust: trust("AllowFirehose", "firehose.amazonaws.com", {
        StringEquals: { "sts:ExternalId": deployment.accountId },
      }),
      statements: [
        {
          Sid: "FindBucket",
          Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          Resource: bucket.arn,
        },
        {
          Sid: "WriteObjects",
          Action: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"],
          Resource: `${bucket.arn}/*`,
        },
        { Sid: "WriteLog", Action: "logs:PutLogEvents", Resource: `${logGroupArn}:log-stream:*` },
        ...statements,
        ...(kinesisSource ? [readStream(kinesisSource)] : []),
        deployment.useKey(),
      ],
    });
  }
}

function encryption(deployment: Deployment) {
  return {
    enabled: true,
    keyType: hcl`${deployment.kmsKeyArn} == null ? "AWS_OWNED_CMK" : "CUSTOMER_MANAGED_CMK"`.toString(),
    keyArn: deployment.kmsKeyArn,
  };
}

function backUp(stream: KinesisFirehoseDeliveryStream, backup: Backup, bucketArn: string, roleArn: string): void {
  const content = {
    bucket_arn: bucketArn,
    role_arn: roleArn,
    prefix: backup.prefix,
    error_output_prefix: backup.errorOutputPrefix,
    compression_format: "GZIP",
    // The size that Parquet is written with; a copy need not come sooner.
    buffering_size: 128,
    buffering_interval: 900,
  };
  optionalBlock(stream, "extended_s3_configuration.s3_backup_configuration", content, backup.when);
}

/** What is read from Kinesis is encrypted there: Firehose's own encryption is for records that are put into it. */
function readKinesis(
  stream: KinesisFirehoseDeliveryStream,
  { streamArn, when }: KinesisSource,
  deployment: Deployment,
  roleArn: string,
): void {
  const source = { kinesis_stream_arn: streamArn, role_arn: roleArn };
  optionalBlock(stream, "kinesis_source_configuration", source, when);
  const { enabled, keyType, keyArn } = encryption(deployment);
  const content = { enabled, key_type: keyType, key_arn: keyArn };
  optionalBlock(stream, "server_side_encryption", content, hcl`!${when}`);
}

function readStream({ streamArn, when }: KinesisSource): ConditionalStatement {
  const statement = {
    Sid: "ReadStream",
    Action: ["kinesis:DescribeStream", "kinesis:GetShardIterator", "kinesis:GetRecords", "kinesis:ListShards"],
    Resource: streamArn,
  };
  return { when: hcl`${when}`, statement };
}

/** Records that are this old should have been delivered. */
function secondsLate(bufferingInterval: number): number {
  return Token.isUnresolved(bufferingInterval) ? hcl`${bufferingInterval} + 900`.toNumber() : bufferingInterval + 900;
}
