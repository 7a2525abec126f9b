import { Construct } from "constructs";
import { heading } from "../shared/annotations";
import { PrivateBucket } from "../shared/bucket";
import { Deployment } from "../shared/deployment";
import { hcl } from "../shared/expression";
import type { PropsOf, ValuesOf } from "../shared/input";
import type { OutputsOf } from "../shared/output";
import { resolveProps } from "../shared/validate";
import { AccessLog } from "./access-log";
import { Distribution } from "./distribution";
import { DnsRecords } from "./dns";
import { Guard } from "./guard";
import { inputs, rules } from "./inputs";
import { outputs } from "./outputs";
import { plans } from "./plans";
import { PUBLIC_WARNING, Seeds } from "./seeds";
import { uploaderRole } from "./uploader";

/** Props of {@link SimpleCms}. */
export type SimpleCmsProps = PropsOf<typeof inputs>;

/**
 * Publishes what is put into a private bucket by https: images, PDFs and landing pages for mail. Everything in it can
 * be read by the whole world.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export class SimpleCms extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;

  readonly outputs: OutputsOf<typeof outputs>;

  private readonly values: ValuesOf<typeof inputs>;
  private readonly deployment: Deployment;

  constructor(scope: Construct, id: string, props: SimpleCmsProps = {}) {
    super(scope, id);
    this.values = resolveProps("SimpleCms", inputs, rules, props);
    this.deployment = new Deployment(this, { moduleId: "simple-cms", ...this.values });
    const { deployment, values } = this;

    const logs = heading(this.logBucket(), "Buckets: access logs, content");
    const bucket = this.contentBucket(logs);
    new Seeds(this, { bucket, ...values });
    const distribution = heading(new Distribution(this, { deployment, values, bucket }), "CloudFront");
    heading(new DnsRecords(this, { values, distribution }), "Domain");
    const { arn: distributionArn, id: distributionId } = distribution;
    heading(
      new AccessLog(this, { deployment, values, bucket: logs, contentBucket: bucket, distributionArn }),
      "CloudFront's access log",
    );
    const uploader = heading(
      uploaderRole(this, { deployment, bucket, distributionArn, principalArns: values.uploaderPrincipalArns }),
      "Uploader",
    );
    const guard = heading(
      new Guard(this, { deployment, values, bucket, distributionId, distributionArn }),
      "Publish guard",
    );

    this.outputs = {
      baseUrl: this.baseUrl(distribution),
      publicWarning: PUBLIC_WARNING,
      distributionId,
      distributionDomainName: distribution.domainName,
      contentBucketName: bucket.name,
      contentBucketArn: bucket.arn,
      accessLogBucketName: logs.name,
      uploaderRoleArn: uploader.arn,
      invalidationCommand: `aws cloudfront create-invalidation --distribution-id ${distributionId} --paths '/*'`,
      ...guard.outputs,
      ...deployment.outputs,
    };
  }

  private logBucket(): PrivateBucket {
    const { accessLogRetentionDays: days, forceDestroy } = this.values;
    return new PrivateBucket(this, "access_log", {
      deployment: this.deployment,
      name: undefined,
      forceDestroy,
      expirations: [{ id: "access-logs", prefix: "", days }],
      takesAccessLogs: true,
    });
  }

  private contentBucket(logs: PrivateBucket): PrivateBucket {
    const { forceDestroy, noncurrentRetentionDays, publishGuardEnabled } = this.values;
    return new PrivateBucket(this, "content", {
      deployment: this.deployment,
      name: undefined,
      forceDestroy,
      expirations: [],
      noncurrentDays: noncurrentRetentionDays,
      accessLog: { bucket: logs, prefix: "s3/" },
      announced: publishGuardEnabled,
    });
  }

  private baseUrl({ domainName }: Distribution): string {
    const { aliases } = this.values;
    const host = hcl`length(${aliases}) > 0 ? sort(${aliases})[0] : ${domainName}`;
    return `https://${host}/`;
  }
}
