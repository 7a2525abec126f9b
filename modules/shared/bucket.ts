import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
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
import { policyDocument, type Statement, tlsOnly } from "./policy";
import { local, scopeOf } from "./scope";

/** Objects below a prefix that go after some days. */
export interface Expiration {
  /** Name of the rule, in words. */
  readonly id: string;
  readonly prefix: string;
  /** Null keeps them for ever. */
  readonly days: number | undefined;
}

/** Where S3 writes the access log of a bucket; the policy there has to admit `logging.s3.amazonaws.com`. */
export interface AccessLog {
  readonly bucket: PrivateBucket;
  /** Ends with `/`. */
  readonly prefix: string;
}

/** Props of {@link PrivateBucket}. */
export interface PrivateBucketProps {
  readonly deployment: Deployment;
  /** @default `<name_prefix>-<role>-<account>-<region>`, cut to 63 characters */
  readonly name: string | undefined;
  readonly forceDestroy: boolean | IResolvable;
  readonly expirations: readonly Expiration[];
  /** Days that replaced and deleted versions are kept. @default long enough to undo a mistake */
  readonly noncurrentDays?: number;
  /** @default the bucket is always made */
  readonly when?: Condition;
  /** Bucket that S3 writes this one's access log to. @default no access log */
  readonly accessLog?: AccessLog;
  /** S3 writes its access logs only to a bucket that is encrypted with its own keys. @default the caller's key */
  readonly takesAccessLogs?: boolean;
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
  /** Host that CloudFront fetches from; the global one would redirect while the bucket is new. */
  readonly regionalDomainName: string;

  private readonly statements: Statement[];
  private readonly policyResource: S3BucketPolicy;

  /** @param role the role word: logical ids, name and outputs are made of it */
  constructor(scope: Construct, role: string, props: PrivateBucketProps) {
    super(scope, `${role}_bucket`);
    const { deployment, when } = props;
    const resource = new S3Bucket(this, role, {
      bucket: this.bucketName(role, props),
      forceDestroy: props.forceDestroy,
      tags: deployment.tags,
    });
    if (props.takesAccessLogs) {
      accept(resource, "CKV_AWS_145", "S3 writes access logs to no bucket with a key of KMS.");
    } else if (props.accessLog === undefined) {
      const reason = "No access log: CloudTrail's data events tell who read what, where that is wanted.";
      accept(resource, "CKV_AWS_18", reason);
    }
    accept(
      resource,
      "CKV_AWS_144",
      "A copy in another Region is the caller's decision; versioning, which it needs, is on.",
    );
    const made = optional(resource, when);
    const bucket = made("id").toString();
    this.name = bucket;
    this.arn = made("arn").toString();
    this.regionalDomainName = made("bucket_regional_domain_name").toString();

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
        rule: [props.takesAccessLogs ? OWN_KEYS : callersKey(deployment)],
      }),
      new S3BucketVersioningA(scopeOf(this, "versioning"), role, {
        bucket,
        versioningConfiguration: { status: "Enabled" },
      }),
      new S3BucketLifecycleConfiguration(scopeOf(this, "lifecycle"), role, { bucket, rule: lifecycle(props) }),
    ];
    this.statements = [tlsOnly("s3:*", [this.arn, `${this.arn}/*`])];
    this.policyResource = new S3BucketPolicy(scopeOf(this, "policy"), role, {
      bucket,
      policy: policyDocument(this.statements),
    });
    for (const satellite of [...satellites, this.policyResource]) optional(satellite, when);
    if (props.accessLog) this.writeAccessLog(role, bucket, props.accessLog);
    if (props.announced !== undefined) this.announce(role, bucket, props.announced);
    else accept(resource, "CKV2_AWS_62", "Nobody waits for these objects.");
  }

  /** What writes into the bucket has to wait for its policy. */
  get policy(): ITerraformDependable {
    return this.policyResource;
  }

  /** Adds statements to the bucket's policy; they may name what is made after the bucket. */
  admit(...statements: readonly Statement[]): void {
    this.statements.push(...statements);
    this.policyResource.policy = policyDocument(this.statements);
  }

  private writeAccessLog(role: string, bucket: string, { bucket: target, prefix }: AccessLog): void {
    new S3BucketLoggingA(scopeOf(this, "logging"), role, {
      bucket,
      targetBucket: target.name,
      targetPrefix: prefix,
      dependsOn: [target.policy],
    });
  }

  private announce(role: string, bucket: string, when: Condition): void {
    const notification = new S3BucketNotification(scopeOf(this, "notification"), role, { bucket, eventbridge: true });
    optional(notification, when);
  }

  private bucketName(role: string, { deployment, name }: PrivateBucketProps): string {
    const parts = [deployment.nameOf(role), deployment.accountId, deployment.region];
    const full = local(this, `${role}_bucket_full_name`, parts.join("-")).asString;
    // S3 takes 63 characters; a long prefix in a Region with a long name has more.
    const short = hcl`length(${full}) <= 63 ? ${full} : ${`${hcl`substr(${full}, 0, 54)`}-${hcl`substr(sha1(${full}), 0, 8)`}`}`;
    return local(this, `${role}_bucket_name`, name === undefined ? short : call("coalesce", name, short)).asString;
  }
}

/** Encryption with keys of S3. */
const OWN_KEYS = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };

/** Encryption with the caller's key, where one is given. */
function callersKey({ kmsKeyArn, hasKey }: Deployment) {
  return {
    applyServerSideEncryptionByDefault: {
      sseAlgorithm: hcl`${kmsKeyArn} == null ? "AES256" : "aws:kms"`.toString(),
      kmsMasterKeyId: kmsKeyArn,
    },
    bucketKeyEnabled: hasKey,
  };
}

function lifecycle({
  expirations,
  noncurrentDays = NONCURRENT_DAYS,
}: PrivateBucketProps): S3BucketLifecycleConfigurationRule[] {
  const housekeeping: S3BucketLifecycleConfigurationRule = {
    id: "housekeeping",
    status: "Enabled",
    filter: [{ prefix: "" }],
    noncurrentVersionExpiration: [{ noncurrentDays }],
    // A rule that expires objects takes their delete markers along; without one, somebody has to.
    ...(expirations.length === 0 && { expiration: [{ expiredObjectDeleteMarker: true }] }),
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
