import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy";
import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import type { Construct } from "constructs";
import type { PrivateBucket } from "../shared/bucket";
import type { Deployment } from "../shared/deployment";
import { type HclExpression, hcl } from "../shared/expression";
import { optional } from "../shared/optional";
import { scopeOf } from "../shared/scope";

/** What is read, and from which origins. */
export interface CrossOriginProps {
  readonly deployment: Deployment;
  readonly bucket: PrivateBucket;
  readonly corsAllowedOrigins: readonly string[];
}

/** What the distribution needs to let pages of other origins read. */
export interface CrossOriginReads {
  readonly enabled: HclExpression;
  /** Null where no other origin may read. */
  readonly originRequestPolicyId: string;
}

/**
 * Lets the browser's preflight through to S3, which answers it; the headers of all other answers are the response headers
 * policy's. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors
 */
export function crossOriginReads(
  scope: Construct,
  { deployment, bucket, corsAllowedOrigins }: CrossOriginProps,
): CrossOriginReads {
  const enabled = hcl`length(${corsAllowedOrigins}) > 0`;
  const cors = new S3BucketCorsConfiguration(scopeOf(scope, "cors"), "content", {
    bucket: bucket.name,
    corsRule: [
      {
        allowedMethods: ["GET", "HEAD"],
        allowedOrigins: corsAllowedOrigins as string[],
        allowedHeaders: ["*"],
        maxAgeSeconds: 3600,
      },
    ],
  });
  optional(cors, enabled);
  const policy = new CloudfrontOriginRequestPolicy(scopeOf(scope, "origin_request"), "this", {
    name: deployment.name,
    comment: "What S3 needs to answer a preflight.",
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: {
      headerBehavior: "whitelist",
      headers: { items: ["Access-Control-Request-Headers", "Access-Control-Request-Method", "Origin"] },
    },
    queryStringsConfig: { queryStringBehavior: "none" },
  });
  return { enabled, originRequestPolicyId: optional(policy, enabled)("id").toString() };
}
