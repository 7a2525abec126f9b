import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import { alarm } from "./alarms";
import type { PrivateBucket } from "./bucket";
import type { Deployment } from "./deployment";
import { hcl } from "./expression";
import { logGroup } from "./log-group";
import { type Condition, optional } from "./optional";
import { policyDocument } from "./policy";
import { Role } from "./role";
import { scopeOf } from "./scope";

/** Props of {@link RawFirehose}. */
export interface RawFirehoseProps {
  readonly deployment: Deployment;
  readonly bucket: PrivateBucket;
  /** Where objects lie, by hour of arrival below it; ends with `/`. */
  readonly prefix: string;
  readonly when: Condition;
}

/** Seconds after which Firehose writes what it holds, the shortest that keeps objects from being tiny. */
const BUFFERING_INTERVAL_SECONDS = 60;

/** A Firehose that writes the records it is sent to a bucket as they are: gzip, one object a minute. */
export class RawFirehose extends Construct {
  /** Null where the stream is not made. */
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, props: RawFirehoseProps) {
    super(scope, "events_firehose");
    const { deployment, bucket, prefix, when } = props;
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
        bufferingInterval: BUFFERING_INTERVAL_SECONDS,
        compressionFormat: "GZIP",
        prefix: `${prefix}!{timestamp:yyyy/MM/dd/HH}/`,
        errorOutputPrefix: "errors/firehose/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/",
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: log("name").toString(),
          logStreamName: logStream("name").toString(),
        },
      },
      serverSideEncryption: {
        enabled: true,
        keyType: hcl`${deployment.kmsKeyArn} == null ? "AWS_OWNED_CMK" : "CUSTOMER_MANAGED_CMK"`.toString(),
        keyArn: deployment.kmsKeyArn,
      },
      tags: deployment.tags,
      dependsOn: [role.policy, bucket.policy],
    });
    const made = optional(stream, when);
    this.arn = made("arn").toString();
    this.name = made("name").toString();
    alarm(this, deployment, {
      id: "events_data_freshness",
      description:
        "Events wait in Firehose for more than 16 minutes: read its log; the bucket or its key refuses them.",
      namespace: "AWS/Firehose",
      metricName: "DeliveryToS3.DataFreshness",
      dimensions: { DeliveryStreamName: this.name },
      statistic: "Maximum",
      comparison: "GreaterThanThreshold",
      threshold: BUFFERING_INTERVAL_SECONDS + 900,
      when,
    });
  }

  private role({ deployment, bucket, when }: RawFirehoseProps, logGroupArn: string): Role {
    return new Role(this, "firehose", {
      deployment,
      when,
      // Firehose names the account as external id: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
      trust: policyDocument([
        {
          Sid: "AllowFirehose",
          Principal: { Service: "firehose.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": deployment.accountId } },
        },
      ]),
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
        deployment.useKey(),
      ],
    });
  }
}
