import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { Construct } from "constructs";
import type { PrivateBucket } from "../shared/bucket";
import type { Deployment } from "../shared/deployment";
import { hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { optional } from "../shared/optional";
import { scopeOf } from "../shared/scope";
import type { inputs } from "./inputs";

/** CloudFront's logs are delivered from there, wherever the bucket lies. */
const REGION = "us-east-1";
const PROVIDER = "aws.us_east_1";

const ROLE = "access_log";

/** Props of {@link AccessLog}. */
export interface AccessLogProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  /** Where both access logs go. */
  readonly bucket: PrivateBucket;
  readonly contentBucket: PrivateBucket;
  readonly distributionArn: string;
}

/**
 * CloudFront's access log, by the delivery that needs no ACL; and who may write to the log bucket.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class AccessLog extends Construct {
  constructor(
    scope: Construct,
    private readonly props: AccessLogProps,
  ) {
    super(scope, ROLE);
    const { deployment, values, bucket, distributionArn } = props;
    const name = deployment.nameOf(ROLE);
    const source = new CloudwatchLogDeliverySource(scopeOf(this, "source"), ROLE, {
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
      tags: deployment.tags,
    });
    const destination = new CloudwatchLogDeliveryDestination(scopeOf(this, "destination"), ROLE, {
      name,
      outputFormat: values.accessLogFormat,
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${bucket.arn}/cloudfront` }],
      tags: deployment.tags,
      dependsOn: [bucket.policy],
    });
    const when = hcl`${values.accessLogMode} == "v2"`;
    const delivery = new CloudwatchLogDelivery(this, ROLE, {
      deliverySourceName: optional(source, when)("name").toString(),
      deliveryDestinationArn: optional(destination, when)("arn").toString(),
      s3DeliveryConfiguration: [
        { suffixPath: "/{DistributionId}/{yyyy}/{MM}/{dd}/{HH}", enableHiveCompatiblePath: false },
      ],
      tags: deployment.tags,
    });
    optional(delivery, when);
    for (const resource of [source, destination, delivery]) resource.addOverride("provider", PROVIDER);
    this.admitWriters(name);
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
  private admitWriters(sourceName: string): void {
    const { deployment, bucket, contentBucket } = this.props;
    const { partition, accountId } = deployment;
    bucket.admit(
      {
        Sid: "AllowLogOfS3",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucket.arn}/s3/*`,
        Condition: {
          StringEquals: deployment.sourceAccount,
          ArnEquals: { "aws:SourceArn": contentBucket.arn },
        },
      },
      {
        Sid: "AllowLogOfCloudFront",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucket.arn}/cloudfront/*`,
        Condition: {
          StringEquals: { ...deployment.sourceAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnEquals: { "aws:SourceArn": `arn:${partition}:logs:${REGION}:${accountId}:delivery-source:${sourceName}` },
        },
      },
    );
  }
}
