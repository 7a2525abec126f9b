import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";

const synthesized = SynthesizedModule.of(builtArchitecture("pinpoint-event-processing"));
const contained = SynthesizedModule.of(builtArchitecture("ses-event-processing"));

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  const own = synthesized.addresses.filter((address) => !contained.addresses.includes(address));
  expect(own).toEqual([
    "aws_cloudwatch_log_group.firehose",
    "aws_cloudwatch_log_stream.firehose",
    "aws_cloudwatch_metric_alarm.events_data_freshness",
    "aws_iam_role.firehose",
    "aws_iam_role.pinpoint_stream",
    "aws_iam_role_policy.firehose",
    "aws_iam_role_policy.pinpoint_stream",
    "aws_kinesis_firehose_delivery_stream.events",
    "aws_lambda_invocation.this",
    "aws_pinpoint_email_channel.this",
    "aws_pinpoint_event_stream.this",
    "aws_s3_bucket.lake",
    "aws_s3_bucket_lifecycle_configuration.lake",
    "aws_s3_bucket_ownership_controls.lake",
    "aws_s3_bucket_policy.lake",
    "aws_s3_bucket_public_access_block.lake",
    "aws_s3_bucket_server_side_encryption_configuration.lake",
    "aws_s3_bucket_versioning.lake",
  ]);
});

test("contains SES event processing as it is, but for the name that its metrics are counted under", () => {
  for (const address of contained.addresses) {
    const inside = JSON.stringify(synthesized.resource(address));
    const alone = JSON.stringify(contained.resource(address));
    expect(inside).toBe(alone.replace('"POWERTOOLS_SERVICE_NAME":"ses-', '"POWERTOOLS_SERVICE_NAME":"pinpoint-'));
  }
});

test("06-A8 the e-mail channel sends with the configuration set that reports here", () => {
  expect(synthesized.resource("aws_pinpoint_email_channel.this")).toMatchObject({
    configuration_set: "${local.configuration_set_name}",
    count: "${var.manage_email_channel ? 1 : 0}",
  });
});

describe("the role of the event stream", () => {
  const [ofPinpoint, ofApi] = synthesized.statements("aws_iam_role.pinpoint_stream", "assume_role_policy");

  test("06-A8 is taken on by Pinpoint for this account and this application only", () => {
    const arn =
      "arn:${local.partition}:mobiletargeting:${local.region}:${local.account_id}:apps/${var.pinpoint_application_id}";
    expect(ofPinpoint).toMatchObject({
      Principal: { Service: "pinpoint.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "local.account_id" }, ArnLike: { "aws:SourceArn": arn } },
    });
  });

  test("is taken on by the roles of the engagement API alone, who must name the application", () => {
    const role =
      'arn:${local.partition}:iam::${local.account_id}:role/${element(split(":", var.engagement_api_arn), 6)}';
    expect(ofApi).toMatchObject({
      Principal: { AWS: "arn:${local.partition}:iam::${local.account_id}:root" },
      Condition: {
        StringEquals: { "sts:ExternalId": "var.pinpoint_application_id" },
        ArnEquals: { "aws:PrincipalArn": [`${role}-api`, `${role}-worker`, `${role}-events`] },
      },
    });
  });
});
