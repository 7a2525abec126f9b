import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";
import { accept, comment } from "../shared/annotations";
import type { PrivateBucket } from "../shared/bucket";
import type { Deployment } from "../shared/deployment";
import { call, hcl, verbatim } from "../shared/expression";
import { EdgeFunctionText } from "../shared/function-zip";
import type { ValuesOf } from "../shared/input";
import { scopeOf } from "../shared/scope";
import { crossOriginReads } from "./cross-origin";
import { headersPolicy } from "./headers-policy";
import type { inputs } from "./inputs";

/** Seconds that the edge remembers that there is nothing: an upload shows soon after. */
const ERROR_TTL_SECONDS = 60;

/** Props of {@link Distribution}. */
export interface DistributionProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly bucket: PrivateBucket;
}

/** What stands between the world and the bucket. */
export class Distribution extends Construct {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  /** For alias records of Route 53. */
  readonly hostedZoneId: string;

  constructor(
    scope: Construct,
    private readonly props: DistributionProps,
  ) {
    super(scope, "distribution");
    const { bucket, deployment } = props;
    const distribution = this.distribution();
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
    const Condition = { ArnEquals: { "aws:SourceArn": this.arn } };
    const Principal = { Service: "cloudfront.amazonaws.com" };
    bucket.admit(
      { Sid: "AllowDistribution", Principal, Action: "s3:GetObject", Resource: `${bucket.arn}/*`, Condition },
      { Sid: "DenyAcls", Effect: "Deny", Principal: "*", Action: "s3:PutObjectAcl", Resource: `${bucket.arn}/*` },
    );
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
    deployment.reportKeyUse({ Sid: "AllowDistribution", Principal, Action: "kms:Decrypt", Resource: "*", Condition });
  }

  private distribution(): CloudfrontDistribution {
    const { values, bucket, deployment } = this.props;
    const { aliases, allowedCountries, deniedCountries } = values;
    const hasAliases = hcl`length(${aliases}) > 0`;
    const distribution = new CloudfrontDistribution(this, "this", {
      comment: deployment.name,
      enabled: true,
      aliases: aliases as string[],
      defaultRootObject: values.defaultRootObject,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: values.priceClass,
      webAclId: values.webAclArn as string,
      origin: [
        {
          originId: "content",
          domainName: bucket.regionalDomainName,
          originAccessControlId: this.accessControl(),
        },
      ],
      defaultCacheBehavior: this.behaviour(),
      restrictions: {
        geoRestriction: {
          restrictionType:
            hcl`length(${allowedCountries}) > 0 ? "whitelist" : length(${deniedCountries}) > 0 ? "blacklist" : "none"`.toString(),
          locations: call("setunion", allowedCountries, deniedCountries).toList(),
        },
      },
      viewerCertificate: {
        cloudfrontDefaultCertificate: hcl`length(${aliases}) == 0`,
        acmCertificateArn: hcl`${hasAliases} ? ${values.acmCertificateArn} : null`.toString(),
        sslSupportMethod: hcl`${hasAliases} ? "sni-only" : null`.toString(),
        minimumProtocolVersion: hcl`${hasAliases} ? ${values.minimumProtocolVersion} : null`.toString(),
      },
      tags: deployment.tags,
    });
    this.errorPage(distribution);
    acceptFindings(distribution);
    return distribution;
  }

  private behaviour() {
    const { deployment, values, bucket } = this.props;
    const cors = crossOriginReads(this, { deployment, bucket, corsAllowedOrigins: values.corsAllowedOrigins });
    const methods = ["GET", "HEAD"];
    return {
      targetOriginId: "content",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: hcl`${cors.enabled} ? ${[...methods, "OPTIONS"]} : ${methods}`.toList(),
      cachedMethods: methods,
      compress: true,
      cachePolicyId: this.cachePolicy(),
      originRequestPolicyId: cors.originRequestPolicyId,
      responseHeadersPolicyId: headersPolicy(scopeOf(this, "headers"), deployment, values),
      functionAssociation: [{ eventType: "viewer-request", functionArn: this.edgeFunction() }],
    };
  }

  /** S3 answers 403 for what is missing, because CloudFront may not list the bucket; to the viewer it is 404. */
  private errorPage(distribution: CloudfrontDistribution): void {
    const { errorPage } = this.props.values;
    distribution.addOverride("dynamic.custom_error_response", {
      for_each: hcl`${errorPage} == null ? [] : [403, 404]`.toString(),
      content: {
        error_code: verbatim("custom_error_response.value").toString(),
        response_code: 404,
        response_page_path: errorPage,
        error_caching_min_ttl: ERROR_TTL_SECONDS,
      },
    });
  }

  private accessControl(): string {
    const control = new CloudfrontOriginAccessControl(scopeOf(this, "access"), "this", {
      name: this.props.deployment.name,
      description: "Signs every fetch; the bucket lets this distribution read and nobody else.",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    return control.id;
  }

  private cachePolicy(): string {
    const { deployment, values } = this.props;
    const key = values.versionQueryKey;
    const policy = new CloudfrontCachePolicy(scopeOf(this, "cache"), "this", {
      name: deployment.name,
      comment: "One copy for everybody.",
      minTtl: values.minTtlSeconds,
      defaultTtl: values.defaultTtlSeconds,
      maxTtl: values.maxTtlSeconds,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: {
          queryStringBehavior: hcl`${key} == null ? "none" : "whitelist"`.toString(),
        },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    });
    policy.addOverride("parameters_in_cache_key_and_forwarded_to_origin.query_strings_config.dynamic.query_strings", {
      for_each: call("compact", [key]).toString(),
      content: { items: call("compact", [key]).toString() },
    });
    return policy.id;
  }

  private edgeFunction(): string {
    const { deployment, values } = this.props;
    const file = `\${path.module}/${new EdgeFunctionText(this, "cms-viewer-request").path}`;
    const settings = call("jsonencode", {
      blockedExtensions: values.blockedExtensions,
      indexRewriteEnabled: values.indexRewriteEnabled,
    });
    const edge = new CloudfrontFunction(this, "viewer_request", {
      name: deployment.nameOf("viewer_request"),
      comment: "Refuses what must not be public, shows index pages of folders.",
      runtime: "cloudfront-js-2.0",
      publish: true,
      // JSON is JavaScript: whatever the inputs hold stays a value.
      code: call("join", "\n", [`const CMS_SETTINGS = ${settings};`, call("file", verbatim(`"${file}"`))]).toString(),
    });
    return comment(edge, "The inputs stand above the function's text as JSON, which is a literal of JavaScript.").arn;
  }
}

function acceptFindings(distribution: CloudfrontDistribution): void {
  accept(distribution, "CKV_AWS_86", "Logged by the newer delivery, aws_cloudwatch_log_delivery, which needs no ACL.");
  accept(
    distribution,
    "CKV2_AWS_47",
    "web_acl_arn decides: a web ACL costs by the request, and these are public files.",
  );
  accept(distribution, "CKV_AWS_310", "One bucket is the origin; a copy in another Region is the caller's decision.");
}
