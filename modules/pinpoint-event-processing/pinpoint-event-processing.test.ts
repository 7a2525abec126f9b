import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";

const synthesized = SynthesizedModule.of(builtArchitecture("pinpoint-event-processing"));
const contained = SynthesizedModule.of(builtArchitecture("ses-event-processing"));

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  const own = synthesized.addresses.filter((address) => !contained.addresses.includes(address));
  expect(own).toEqual([
    "aws_cloudwatch_event_rule.object_created",
    "aws_cloudwatch_event_target.object_created",
    "aws_cloudwatch_log_group.firehose",
    "aws_cloudwatch_log_group.reader",
    "aws_cloudwatch_log_stream.firehose",
    "aws_cloudwatch_metric_alarm.events_data_freshness",
    "aws_cloudwatch_metric_alarm.object_created_dead_letter",
    "aws_cloudwatch_metric_alarm.object_created_failed_invocations",
    "aws_cloudwatch_metric_alarm.reader_dead_letter",
    "aws_cloudwatch_metric_alarm.reader_errors",
    "aws_cloudwatch_metric_alarm.reader_oldest_message",
    "aws_iam_role.firehose",
    "aws_iam_role.pinpoint_stream",
    "aws_iam_role.reader",
    "aws_iam_role_policy.firehose",
    "aws_iam_role_policy.pinpoint_stream",
    "aws_iam_role_policy.reader",
    "aws_kinesis_firehose_delivery_stream.events",
    "aws_lambda_event_source_mapping.reader",
    "aws_lambda_function.reader",
    "aws_lambda_invocation.this",
    "aws_pinpoint_email_channel.this",
    "aws_pinpoint_event_stream.this",
    "aws_s3_bucket.lake",
    "aws_s3_bucket_lifecycle_configuration.lake",
    "aws_s3_bucket_notification.lake",
    "aws_s3_bucket_ownership_controls.lake",
    "aws_s3_bucket_policy.lake",
    "aws_s3_bucket_public_access_block.lake",
    "aws_s3_bucket_server_side_encryption_configuration.lake",
    "aws_s3_bucket_versioning.lake",
    "aws_sqs_queue.object_created_dead_letter",
    "aws_sqs_queue.reader",
    "aws_sqs_queue.reader_dead_letter",
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

describe("the stream reader", () => {
  const reader = synthesized.addresses.filter((address) => /\.(object_created|reader)(_|$)/.test(address));

  test("06-A7 hangs on its own switch; the bucket's notifications and the stream do not come with it", () => {
    const counts = (addresses: readonly string[]) => addresses.map((address) => synthesized.resource(address)["count"]);
    expect(reader).toHaveLength(15);
    expect(new Set(counts(reader))).toEqual(new Set(["${var.stream_reader_enabled ? 1 : 0}"]));
    expect(counts(["aws_s3_bucket_notification.lake", "aws_pinpoint_event_stream.this"])).toEqual([
      "${var.create_lake_bucket && var.stream_reader_enabled ? 1 : 0}",
      '${var.event_stream_mode == "pinpoint" ? 1 : 0}',
    ]);
  });

  test("hears of the objects below raw_prefix of this bucket, and of no others", () => {
    expect(synthesized.resource("aws_cloudwatch_event_rule.object_created")["event_pattern"]).toBe(
      '${jsonencode({ "source" = ["aws.s3"], "detail-type" = ["Object Created"], "detail" = { "bucket" = { "name" = [local.stream_bucket_name] }, "object" = { "key" = [{ "prefix" = var.raw_prefix }] } } })}',
    );
  });

  test.each(["aws_sqs_queue.reader", "aws_sqs_queue.object_created_dead_letter"])(
    "%s admits this rule alone",
    (address) => {
      const rule =
        "arn:${local.partition}:events:${local.region}:${local.account_id}:rule/${local.name_prefix}-object-created";
      const allowed = synthesized.statements(address).filter(({ Effect }) => Effect === "Allow");
      expect(allowed).toMatchObject([
        {
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Condition: { ArnEquals: { "aws:SourceArn": rule } },
        },
      ]);
    },
  );

  test("may do what the processor may, and read raw objects and write errors of this bucket", () => {
    const sids = (role: string) => synthesized.statements(`aws_iam_role_policy.${role}`).map(({ Sid }) => Sid);
    const own = sids("reader").filter((sid) => !sids("processor").includes(sid));
    expect(own).toEqual(["ReadObjects", "TellMissingObjects", "PutAsideLines"]);
    expect(sids("processor").filter((sid) => !sids("reader").includes(sid))).toEqual([]);
    const resources = synthesized.statements("aws_iam_role_policy.reader").filter(({ Sid }) => own.includes(Sid));
    expect(resources.map(({ Resource }) => Resource)).toEqual([
      "${local.stream_bucket_arn}/${var.raw_prefix}*",
      "local.stream_bucket_arn",
      "${local.stream_bucket_arn}/errors/reader/*",
    ]);
  });

  test("hides an object for six times as long as the function may run", () => {
    const timeout = Number(synthesized.resource("aws_lambda_function.reader")["timeout"]);
    expect(timeout).toBeGreaterThan(0);
    expect(synthesized.resource("aws_sqs_queue.reader")["visibility_timeout_seconds"]).toBe(6 * timeout);
  });
});
