import { BLOCKED_EXTENSIONS } from "../../functions/shared/publishing/refusal";
import { atLeast, between, each, input, matches, oneOf, orNull, type Rule, section } from "../shared/input";
import { common, deployment, notificationRules } from "../shared/inputs";

/** Allows what web mail and landing pages need, and no script from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: https:",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self' https:",
  "frame-ancestors 'none'",
].join("; ");

const YEAR_SECONDS = 31536000;

const country = matches(/^[A-Z]{2}$/, "country codes of ISO 3166-1, two capital letters", "Germany");

export const inputs = {
  ...deployment,
  forceDestroy: common.forceDestroy,
  ...section("Cache", {
    defaultTtlSeconds: input.number({
      default: 3600,
      description:
        "Seconds that CloudFront keeps what says nothing itself; a change does not shorten what is kept already.",
      check: between(0, YEAR_SECONDS),
    }),
    minTtlSeconds: input.number({
      default: 0,
      description: "Seconds that CloudFront keeps everything at least.",
      check: between(0, YEAR_SECONDS),
    }),
    maxTtlSeconds: input.number({
      default: 86400,
      description: "Seconds that CloudFront keeps anything at most, whatever its Cache-Control says.",
      check: between(0, YEAR_SECONDS),
    }),
    versionQueryKey: input.string({
      default: null,
      description: "The one query parameter that makes another copy, as `v` in `logo.png?v=2`; null ignores queries.",
      check: matches(/^[a-z]{1,8}$/, "1 to 8 lower-case letters", "Version"),
    }),
  }),
  ...section("Domain", {
    aliases: input.setOfStrings({
      default: [],
      description: "Domain names of your own. Known at plan.",
      check: each(
        matches(/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a domain name", "https://cdn.example.com/"),
        "domain names in lower case, without scheme or path",
      ),
    }),
    acmCertificateArn: input.string({
      default: null,
      description: "Certificate for `aliases`; CloudFront takes those of us-east-1 alone.",
      check: matches(
        /^arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate\/.+$/,
        "the ARN of a certificate in us-east-1",
        "arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd",
      ),
    }),
    minimumProtocolVersion: input.string({
      default: "TLSv1.2_2021",
      description: "Oldest TLS that `aliases` are served with; CloudFront fixes TLSv1 for its own domain.",
      check: oneOf("TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"),
    }),
    createDnsRecords: input.bool({
      default: false,
      description: "Create A and AAAA records for `aliases` in `hosted_zone_id`.",
    }),
    hostedZoneId: input.string({
      default: null,
      description: "Route 53 zone of the records.",
      check: matches(/^Z[A-Z0-9]{1,31}$/, "the id of a hosted zone", "example.com"),
    }),
  }),
  ...section("Distribution", {
    priceClass: input.string({
      default: "PriceClass_All",
      description: "Edge locations that serve.",
      check: oneOf("PriceClass_All", "PriceClass_200", "PriceClass_100"),
    }),
    defaultRootObject: input.string({
      default: "index.html",
      description: "Object that `/` shows.",
      check: matches(/^[A-Za-z0-9_-][A-Za-z0-9._/-]*$/, "a key without leading `/`", "/index.html"),
    }),
    errorPage: orNull(
      input.string({
        default: "/404.html",
        description: "Page that comes with 404; null leaves S3's own answer, 403 with XML.",
        check: matches(/^\/[A-Za-z0-9_-][A-Za-z0-9._/-]*$/, "a path that starts with `/`", "404.html"),
      }),
    ),
    indexRewriteEnabled: input.bool({
      default: true,
      description: "Show `/spring/index.html` for `/spring/`, and send `/spring` there.",
    }),
    blockedExtensions: input.setOfStrings({
      default: BLOCKED_EXTENSIONS,
      description: "File name extensions that are answered 404 at the edge, whether such an object exists or not.",
      check: each(
        matches(/^[a-z0-9]{1,16}$/, "an extension", ".CSV"),
        "extensions of 1 to 16 lower-case letters or digits, without dot",
      ),
    }),
    webAclArn: input.string({
      default: null,
      description: "Web ACL of WAF, of scope CLOUDFRONT.",
      check: matches(
        /^arn:aws[a-z-]*:wafv2:us-east-1:[0-9]{12}:global\/webacl\/.+$/,
        "the ARN of a WAFv2 web ACL of scope CLOUDFRONT",
        "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/1234abcd",
      ),
    }),
    allowedCountries: input.setOfStrings({
      default: [],
      description: "Countries that may look, all by default.",
      check: each(country),
    }),
    deniedCountries: input.setOfStrings({
      default: [],
      description: "Countries that may not look.",
      check: each(country),
    }),
  }),
  ...section("Response headers", {
    contentSecurityPolicy: orNull(
      input.string({
        default: CONTENT_SECURITY_POLICY,
        description: "Content-Security-Policy; blocks inline script by default. Null sends none.",
        check: matches(/\S/, "a policy, or null for none", ""),
      }),
    ),
    frameOption: input.string({
      default: "DENY",
      description: "X-Frame-Options; keep it in step with `frame-ancestors` of the policy.",
      check: oneOf("DENY", "SAMEORIGIN"),
    }),
    hstsMaxAgeSeconds: input.number({
      default: 63072000,
      description: "Seconds that browsers remember to come by https.",
      check: atLeast(0),
    }),
    hstsIncludeSubdomains: input.bool({
      default: false,
      description: "The same for all names below; only where the whole domain is https.",
    }),
    corsAllowedOrigins: input.setOfStrings({
      default: [],
      description: "Origins whose pages may read the objects, as fonts need. Known at plan.",
      check: each(
        matches(/^(\*|https?:\/\/[A-Za-z0-9.*-]+(:[0-9]+)?)$/, "an origin", "example.com"),
        "origins such as https://example.com, or *",
      ),
    }),
  }),
  ...section("Upload and retention", {
    uploaderPrincipalArns: input.listOfStrings({
      default: [],
      description: "Who may take on the uploader's role; nobody makes no role.",
      check: each(matches(/^arn:[a-z-]+:(iam|sts)::[0-9]{12}:.+$/, "ARNs of users, roles or accounts", "marketing")),
    }),
    noncurrentRetentionDays: input.number({
      default: 90,
      description: "Days that replaced and deleted versions can be restored.",
      check: atLeast(1),
    }),
  }),
  ...section("Access logs", {
    accessLogMode: input.string({
      default: "v2",
      description: "How CloudFront's access log gets to the log bucket; the log of S3 itself is always written.",
      check: oneOf("v2", "off"),
    }),
    accessLogFormat: input.string({
      default: "parquet",
      description: "Format of CloudFront's access log. AWS makes the destination anew for another one.",
      check: oneOf("parquet", "w3c", "json"),
    }),
    accessLogRetentionDays: input.number({
      default: 400,
      description: "Days that both access logs are kept.",
      check: atLeast(30),
    }),
  }),
  ...section("Publish guard", {
    publishGuardEnabled: input.bool({
      default: false,
      description:
        "Remove uploads with a blocked extension, repair missing content types, and invalidate what was replaced.",
    }),
    createNotificationTopic: common.createNotificationTopic,
    notificationTopicArn: common.notificationTopicArn,
    notificationEmails: common.notificationEmails,
    maxReceiveCount: common.maxReceiveCount,
    dlqRetentionSeconds: common.dlqRetentionSeconds,
    alarmTopicArn: common.alarmTopicArn,
    logRetentionDays: common.logRetentionDays,
    logLevel: common.logLevel,
  }),
};

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";

const count = (value: unknown) => (value as readonly string[]).length;

export const rules: readonly Rule[] = [
  ...notificationRules,
  {
    input: "minTtlSeconds",
    message: "default_ttl_seconds must lie between min_ttl_seconds and max_ttl_seconds.",
    condition: "var.min_ttl_seconds <= var.default_ttl_seconds && var.default_ttl_seconds <= var.max_ttl_seconds",
    accepts: ({ minTtlSeconds, defaultTtlSeconds, maxTtlSeconds }) =>
      Number(minTtlSeconds) <= Number(defaultTtlSeconds) && Number(defaultTtlSeconds) <= Number(maxTtlSeconds),
    refused: { defaultTtlSeconds: 604800 },
  },
  {
    input: "aliases",
    message: "aliases need acm_certificate_arn.",
    condition: "length(var.aliases) == 0 || var.acm_certificate_arn != null",
    accepts: ({ aliases, acmCertificateArn }) => count(aliases) === 0 || acmCertificateArn !== undefined,
    refused: { aliases: ["cdn.example.com"] },
  },
  {
    input: "createDnsRecords",
    message: "create_dns_records = true needs hosted_zone_id and aliases.",
    condition: "!var.create_dns_records || (var.hosted_zone_id != null && length(var.aliases) > 0)",
    accepts: ({ createDnsRecords, hostedZoneId, aliases }) =>
      createDnsRecords === false || (hostedZoneId !== undefined && count(aliases) > 0),
    refused: { createDnsRecords: true, aliases: ["cdn.example.com"], acmCertificateArn: CERTIFICATE },
  },
  {
    input: "allowedCountries",
    message: "allowed_countries and denied_countries exclude each other.",
    condition: "length(var.allowed_countries) == 0 || length(var.denied_countries) == 0",
    accepts: ({ allowedCountries, deniedCountries }) => count(allowedCountries) === 0 || count(deniedCountries) === 0,
    refused: { allowedCountries: ["DE"], deniedCountries: ["FR"] },
  },
];
