import type { Construct } from "constructs";
import type { PrivateBucket } from "../shared/bucket";
import type { Deployment } from "../shared/deployment";
import { hcl } from "../shared/expression";
import { policyDocument } from "../shared/policy";
import { Role } from "../shared/role";

/** Props of {@link uploaderRole}. */
export interface UploaderProps {
  readonly deployment: Deployment;
  readonly bucket: PrivateBucket;
  readonly distributionArn: string;
  /** Who may take on the role; there is none for nobody. */
  readonly principalArns: readonly string[];
}

/**
 * A role to upload with. It may replace and delete objects, not versions: a mistake can be undone by copying the old
 * version over.
 */
export function uploaderRole(scope: Construct, props: UploaderProps): Role {
  const { deployment, bucket, distributionArn, principalArns } = props;
  return new Role(scope, "uploader", {
    deployment,
    trust: policyDocument([{ Sid: "AllowUploaders", Principal: { AWS: principalArns }, Action: "sts:AssumeRole" }]),
    statements: [
      { Sid: "ListContent", Action: "s3:ListBucket", Resource: bucket.arn },
      {
        Sid: "ChangeContent",
        Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
        Resource: `${bucket.arn}/*`,
      },
      {
        Sid: "Invalidate",
        Action: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
        Resource: distributionArn,
      },
      deployment.useKey(),
    ],
    when: hcl`length(${principalArns}) > 0`,
  });
}
