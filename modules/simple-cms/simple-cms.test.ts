import { App } from "cdktf";
import { EngagementStack } from "../../stacks/engagement-stack";
import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";
import { checkMessage, InvalidInputsError, ruleMessage } from "../shared/validate";
import { SimpleCms, type SimpleCmsProps } from ".";

const synthesized = SynthesizedModule.of(builtArchitecture("simple-cms"));

function problems(props: SimpleCmsProps): readonly string[] {
  try {
    new SimpleCms(new EngagementStack(new App(), "stack"), "cms", props);
  } catch (error) {
    if (error instanceof InvalidInputsError) return error.problems;
    throw error;
  }
  return [];
}

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  expect(synthesized.addresses).toEqual([
    "aws_cloudfront_cache_policy.this",
    "aws_cloudfront_distribution.this",
    "aws_cloudfront_function.viewer_request",
    "aws_cloudfront_origin_access_control.this",
    "aws_cloudfront_origin_request_policy.this",
    "aws_cloudfront_response_headers_policy.this",
    "aws_cloudwatch_event_rule.object_created",
    "aws_cloudwatch_event_target.object_created",
    "aws_cloudwatch_log_delivery.access_log",
    "aws_cloudwatch_log_delivery_destination.access_log",
    "aws_cloudwatch_log_delivery_source.access_log",
    "aws_cloudwatch_log_group.guard",
    "aws_cloudwatch_metric_alarm.guard_dead_letter",
    "aws_cloudwatch_metric_alarm.guard_errors",
    "aws_cloudwatch_metric_alarm.guard_oldest_message",
    "aws_cloudwatch_metric_alarm.object_created_dead_letter",
    "aws_cloudwatch_metric_alarm.object_created_failed_invocations",
    "aws_iam_role.guard",
    "aws_iam_role.uploader",
    "aws_iam_role_policy.guard",
    "aws_iam_role_policy.uploader",
    "aws_lambda_event_source_mapping.guard",
    "aws_lambda_function.guard",
    "aws_route53_record.ipv4",
    "aws_route53_record.ipv6",
    "aws_s3_bucket.access_log",
    "aws_s3_bucket.content",
    "aws_s3_bucket_cors_configuration.content",
    "aws_s3_bucket_lifecycle_configuration.access_log",
    "aws_s3_bucket_lifecycle_configuration.content",
    "aws_s3_bucket_logging.content",
    "aws_s3_bucket_notification.content",
    "aws_s3_bucket_ownership_controls.access_log",
    "aws_s3_bucket_ownership_controls.content",
    "aws_s3_bucket_policy.access_log",
    "aws_s3_bucket_policy.content",
    "aws_s3_bucket_public_access_block.access_log",
    "aws_s3_bucket_public_access_block.content",
    "aws_s3_bucket_server_side_encryption_configuration.access_log",
    "aws_s3_bucket_server_side_encryption_configuration.content",
    "aws_s3_bucket_versioning.access_log",
    "aws_s3_bucket_versioning.content",
    "aws_s3_object.error_page",
    "aws_s3_object.index",
    "aws_s3_object.readme",
    "aws_sns_topic.notifications",
    "aws_sns_topic_policy.notifications",
    "aws_sns_topic_subscription.emails",
    "aws_sqs_queue.guard",
    "aws_sqs_queue.guard_dead_letter",
    "aws_sqs_queue.object_created_dead_letter",
  ]);
});

test("12-A1 both buckets are closed, and the origin is signed", () => {
  expect(synthesized.addresses.filter((address) => /_acl\.|origin_access_identity/.test(address))).toEqual([]);
  for (const role of ["content", "access_log"]) {
    const { bucket: _, ...access } = synthesized.resource(`aws_s3_bucket_public_access_block.${role}`);
    expect(Object.values(access)).toEqual([true, true, true, true]);
    const allowed = synthesized.statements(`aws_s3_bucket_policy.${role}`).filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Principal }) => JSON.stringify(Principal)).join()).not.toContain("*");
  }
  expect(synthesized.resource("aws_cloudfront_distribution.this")["origin"]).toEqual([
    expect.objectContaining({ origin_access_control_id: "${aws_cloudfront_origin_access_control.this.id}" }),
  ]);
});

test("this distribution alone may read, and nobody may set an ACL", () => {
  expect(synthesized.statements("aws_s3_bucket_policy.content")).toMatchObject([
    { Sid: "DenyWithoutTls" },
    {
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Condition: { ArnEquals: { "aws:SourceArn": "aws_cloudfront_distribution.this.arn" } },
    },
    { Effect: "Deny", Principal: "*", Action: "s3:PutObjectAcl" },
  ]);
});

test("12-A5 the cache keeps as long as the inputs say", () => {
  expect(synthesized.resource("aws_cloudfront_cache_policy.this")).toMatchObject({
    min_ttl: "${var.min_ttl_seconds}",
    default_ttl: "${var.default_ttl_seconds}",
    max_ttl: "${var.max_ttl_seconds}",
  });
});

test("12-A12 the log bucket admits both writers, each to its own folder, for this source only", () => {
  const [, ofS3, ofCloudFront] = synthesized.statements("aws_s3_bucket_policy.access_log");
  expect(ofS3).toMatchObject({
    Principal: { Service: "logging.s3.amazonaws.com" },
    Resource: "${aws_s3_bucket.access_log.arn}/s3/*",
    Condition: { ArnEquals: { "aws:SourceArn": "aws_s3_bucket.content.arn" } },
  });
  expect(ofCloudFront).toMatchObject({
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Resource: "${aws_s3_bucket.access_log.arn}/cloudfront/*",
  });
  for (const type of ["", "_source", "_destination"]) {
    const { provider } = synthesized.resource(`aws_cloudwatch_log_delivery${type}.access_log`);
    expect(provider).toBe("aws.us_east_1");
  }
});

test("12-A9 aliases without a certificate are refused", () => {
  const rule = SimpleCms.rules.find(({ message }) => message === "aliases need acm_certificate_arn.");
  expect(problems({ aliases: ["cdn.example.com"] })).toEqual([rule && ruleMessage(rule)]);
});

test("12-A10 a certificate of another Region is refused", () => {
  const acmCertificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd";
  const { check } = SimpleCms.inputs.acmCertificateArn;
  expect(problems({ acmCertificateArn })).toEqual([
    check && checkMessage("acm_certificate_arn", check, JSON.stringify(acmCertificateArn)),
  ]);
});

test("who uploads can undo, but not destroy", () => {
  const actions = synthesized.statements("aws_iam_role_policy.uploader").flatMap(({ Action }) => Action);
  expect(actions).not.toContain("s3:DeleteObjectVersion");
});

test("aliases that are written out in TypeScript become a set, as for_each wants one", () => {
  const stack = new EngagementStack(new App(), "stack");
  const acmCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd";
  const domain = { aliases: ["cdn.example.com"], acmCertificateArn, hostedZoneId: "Z1", createDnsRecords: true };
  new SimpleCms(stack, "cms", domain);
  const { ipv4 } = JSON.parse(JSON.stringify(stack.toTerraform())).resource.aws_route53_record;
  expect(ipv4.for_each).toBe('${true ? toset(["cdn.example.com"]) : []}');
});
