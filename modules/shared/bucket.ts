import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { type IResolvable, type ITerraformDependable, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { accept } from "./annotations";
import type { Deployment } from "./deployment";
import { call, hcl } from "./expression";
import { type Condition, optional } from "./optional";
import { policyDocument, tlsOnly } from "./policy";
import { local, scopeOf } from "./scope";

/** Objects below a prefix that go after some days. */
export interface Expiration {
  /** Name of the rule, in words. */
  readonly id: string;
  readonly prefix: string;
  /** Null keeps them for ever. */
  readonly days: number | undefined;
}

/** Props of {@link PrivateBucket}. */
export interface PrivateBucketProps {
  readonly deployment: Deployment;
  /** @default `<name_prefix>-<role>-<account>-<region>`, cut to 63 characters */
  readonly name: string | undefined;
  readonly forceDestroy: boolean | IResolvable;
  readonly expirations: readonly Expiration[];
  readonly when: Condition;
  /** Where EventBridge hears of each new object, for rules. @default it hears of none */
  readonly announced?: Condition;
}

/** Days that replaced and deleted versions are kept: long enough to undo a mistake. */
const NONCURRENT_DAYS = 30;

/** A bucket that nobody sees from outside: no public access, no ACLs, TLS only, encrypted, versioned. */
export class PrivateBucket extends Construct {
  /** Null where the bucket is not made. */
  readonly name: string;
  readonly arn: string;
  /** What writes into the bucket has to wait for its policy. */
  readonly policy: ITerraformDependable;

  /** @param role the role word: logical ids, name and outputs are made of it */
  constructor(scope: Construct, role: string, props: PrivateBucketProps) {
    super(scope, `${role}_bucket`);
    const { deployment, when } = props;
    const resource = new S3Bucket(this, role, {
      bucket: this.bucketName(role, props),
      forceDestroy: props.forceDestroy,
      tags: deployment.tags,
    });
    accept(resource, "CKV_AWS_18", "No access log: CloudTrail's data events tell who read what, where that is wanted.");
    accept(
      resource,
      "CKV_AWS_144",
      "A copy in another Region is the caller's decision; versioning, which it needs, is on.",
    );
    const made = optional(resource, when);
    const bucket = made("id").toString();
    this.name = bucket;
    this.arn = made("arn").toString();

    const satellites: TerraformResource[] = [
      new S3BucketPublicAccessBlock(scopeOf(this, "access"), role, {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      new S3BucketOwnershipControls(scopeOf(this, "ownership"), role, {
        bucket,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      }),
      new S3BucketServerSideEncryptionConfigurationA(scopeOf(this, "encryption"), role, {
        bucket,
        rule: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: hcl`${deployment.kmsKeyArn} == null ? "AES256" : "aws:kms"`.toString(),
              kmsMasterKeyId: deployment.kmsKeyArn,
            },
            bucketKeyEnabled: deployment.hasKey,
          },
        ],
      }),
      new S3BucketVersioningA(scopeOf(this, "versioning"), role, {
        bucket,
        versioningConfiguration: { status: "Enabled" },
      }),
      new S3BucketLifecycleConfiguration(scopeOf(this, "lifecycle"), role, { bucket, rule: lifecycle(props) }),
    ];
    const policy = new S3BucketPolicy(scopeOf(this, "policy"), role, {
      bucket,
      policy: policyDocument([tlsOnly("s3:*", [this.arn, `${this.arn}/*`])]),
    });
    for (const satellite of [...satellites, policy]) optional(satellite, when);
    this.policy = policy;
    if (props.announced !== undefined) this.announce(role, bucket, props.announced);
    else accept(resource, "CKV2_AWS_62", "Nobody waits for these objects.");
  }

  private announce(role: string, bucket: string, when: Condition): void {
    const notification = new S3BucketNotification(scopeOf(this, "notification"), role, { bucket, eventbridge: true });
    optional(notification, when);
  }

  private bucketName(role: string, { deployment, name }: PrivateBucketProps): string {
    const parts = [deployment.name, role, deployment.accountId, deployment.region];
    const full = local(this, `${role}_bucket_full_name`, parts.join("-")).asString;
    // S3 takes 63 characters; a long prefix in a Region with a long name has more.
    const short = hcl`length(${full}) <= 63 ? ${full} : ${`${hcl`substr(${full}, 0, 54)`}-${hcl`substr(sha1(${full}), 0, 8)`}`}`;
    return local(this, `${role}_bucket_name`, call("coalesce", name, short)).asString;
  }
}

function lifecycle({ expirations }: PrivateBucketProps): S3BucketLifecycleConfigurationRule[] {
  const housekeeping: S3BucketLifecycleConfigurationRule = {
    id: "housekeeping",
    status: "Enabled",
    filter: [{ prefix: "" }],
    noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_DAYS }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
  };
  const expiring = expirations.map(({ id, prefix, days }) => ({ id, filter: [{ prefix }], ...expiry(days) }));
  return [housekeeping, ...expiring];
}

/** A rule that may be off needs a number of days too. */
function expiry(days: number | undefined) {
  if (days !== undefined && !Token.isUnresolved(days)) return { status: "Enabled", expiration: [{ days }] };
  return {
    status: hcl`${days} == null ? "Disabled" : "Enabled"`.toString(),
    expiration: [{ days: call("coalesce", days, 3650).toNumber() }],
  };
}
