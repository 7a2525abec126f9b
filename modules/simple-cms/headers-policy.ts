import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import type { Construct } from "constructs";
import { accept } from "../shared/annotations";
import type { Deployment } from "../shared/deployment";
import { hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { optionalBlock } from "../shared/optional";
import type { inputs } from "./inputs";

/** Headers that AWS has no argument for. Images in web mail need a resource policy that lets other origins show them. */
const CUSTOM_HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
};

/** What S3 tells and nobody has to know. */
const REMOVED_HEADERS = ["x-amz-server-side-encryption", "x-amz-version-id"];

const override = true;

/**
 * The headers that every answer gets, whatever the object says.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 *
 * @returns the policy's id
 */
export function headersPolicy(scope: Construct, deployment: Deployment, values: ValuesOf<typeof inputs>): string {
  const policy = new CloudfrontResponseHeadersPolicy(scope, "this", {
    name: deployment.name,
    comment: "Security headers that do not break images in mail.",
    securityHeadersConfig: {
      strictTransportSecurity: {
        accessControlMaxAgeSec: values.hstsMaxAgeSeconds,
        includeSubdomains: values.hstsIncludeSubdomains,
        override,
      },
      contentTypeOptions: { override },
      frameOptions: { frameOption: values.frameOption, override },
      referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override },
      // The filters of old browsers did more harm than good.
      xssProtection: { protection: false, override },
    },
    customHeadersConfig: {
      items: Object.entries(CUSTOM_HEADERS).map(([header, value]) => ({ header, value, override })),
    },
    removeHeadersConfig: { items: REMOVED_HEADERS.map((header) => ({ header })) },
  });
  accept(policy, "CKV_AWS_259", "hsts_include_subdomains decides: it is a promise about names that are not made here.");
  const { contentSecurityPolicy, corsAllowedOrigins } = values;
  optionalBlock(
    policy,
    "security_headers_config.content_security_policy",
    { content_security_policy: contentSecurityPolicy, override },
    hcl`${contentSecurityPolicy} != null`,
  );
  optionalBlock(
    policy,
    "cors_config",
    {
      access_control_allow_credentials: false,
      access_control_allow_headers: { items: ["*"] },
      access_control_allow_methods: { items: ["GET", "HEAD", "OPTIONS"] },
      access_control_allow_origins: { items: corsAllowedOrigins },
      origin_override: true,
    },
    hcl`length(${corsAllowedOrigins}) > 0`,
  );
  return policy.id;
}
