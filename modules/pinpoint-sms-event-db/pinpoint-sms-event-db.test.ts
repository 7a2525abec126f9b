import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";
import { glueTableOf, lakeAddresses } from "../shared/event-lake/testing";
import { queries } from "./queries";
import { ownViews, views } from "./views";

const synthesized = SynthesizedModule.of(builtArchitecture("pinpoint-sms-event-db"));
const all = [...ownViews, ...views];

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  expect(all).toHaveLength(51);
  expect(synthesized.addresses).toEqual(
    lakeAddresses(all, [
      "aws_athena_named_query.cost_by_message_type",
      "aws_athena_named_query.cost_by_message_type_once",
      "aws_cloudformation_stack.configuration_set",
      "aws_cloudwatch_event_rule.sms_events",
      "aws_cloudwatch_event_target.sms_events",
      "aws_cloudwatch_log_group.event_destination",
      "aws_cloudwatch_metric_alarm.event_destination_errors",
      "aws_cloudwatch_metric_alarm.sms_events_dead_letter",
      "aws_cloudwatch_metric_alarm.sms_events_failed_invocations",
      "aws_iam_role.cloudformation",
      "aws_iam_role.event_destination",
      "aws_iam_role.event_rule",
      "aws_iam_role.sms_voice",
      "aws_iam_role_policy.cloudformation",
      "aws_iam_role_policy.event_destination",
      "aws_iam_role_policy.event_rule",
      "aws_iam_role_policy.sms_voice",
      "aws_lambda_function.event_destination",
      "aws_lambda_invocation.event_destination",
      "aws_sqs_queue.sms_events_dead_letter",
    ]),
  );
});

test.each(all.map((view) => [view.name, view] as const))("08-A2 %s says the same to Glue and to Athena", (_, view) => {
  const { table, expected, missingLines } = glueTableOf(synthesized, view);
  expect(table).toMatchObject(expected);
  expect(missingLines).toEqual([]);
});

test("08-A2 the partitions of End User Messaging's events are where its Firehose writes", () => {
  expect(synthesized.resource("aws_glue_catalog_table.events")["parameters"]).toMatchObject({
    "projection.source.values": "pinpoint,ses,eum",
    "storage.location.template": "s3://${local.lake_name}/events/source=$${source}/$${datehour}/",
  });
  const stream = synthesized.resource("aws_kinesis_firehose_delivery_stream.events");
  expect(stream["extended_s3_configuration"]).toMatchObject({
    prefix: expect.stringMatching(/^events\/source=eum\/!\{timestamp:/),
  });
});

test("a joined lake gets every view but the one that its owner has too", () => {
  const counted = all.filter(({ name }) => "count" in synthesized.resource(`aws_glue_catalog_table.${name}`));
  expect(counted.map(({ name }) => name)).toEqual(["other_event"]);
});

test("08-A7 the saved queries name the database of the deployment", () => {
  const query = String(synthesized.resource("aws_athena_named_query.cost_by_message_type")["query"]);
  expect(query).toContain('\\"${local.lake_database}\\".\\"sms_events\\"');
  expect(queries("sms_event_db")[0]?.sql).toContain('FROM "sms_event_db"."sms_events" GROUP BY messagetype');
});

describe("a new configuration set", () => {
  const stack = synthesized.resource("aws_cloudformation_stack.configuration_set");
  const template = String(stack["template_body"]);

  test("08-A3 sends the wanted events to the Firehose", () => {
    expect(template).toContain('"Type" = "AWS::SMSVOICE::ConfigurationSet"');
    expect(template).toContain('"MatchingEventTypes" = local.matching_event_types');
    expect(template).toContain(
      '"KinesisFirehoseDestination" = { "DeliveryStreamArn" = aws_kinesis_firehose_delivery_stream.events.arn, "IamRoleArn" = one(aws_iam_role.sms_voice[*].arn) }',
    );
  });

  test("has no sender where none is given, because CloudFormation takes no null", () => {
    expect(template).toContain('{ for id in compact([var.default_sender_id]) : "DefaultSenderId" => id }');
  });

  test("is made with a role of its own, which may do nothing else", () => {
    expect(stack["iam_role_arn"]).toBe("${one(aws_iam_role.cloudformation[*].arn)}");
    expect(stack["depends_on"]).toEqual(["aws_iam_role_policy.cloudformation", "aws_iam_role_policy.sms_voice"]);
    const [create, keep, pass, ...others] = synthesized.statements("aws_iam_role_policy.cloudformation");
    expect(create).toMatchObject({ Action: "sms-voice:CreateConfigurationSet", Resource: "*" });
    expect(keep?.Resource).toMatch(/:configuration-set\/\$\{local\.configuration_set_name\}$/);
    expect(pass).toMatchObject({
      Action: "iam:PassRole",
      Resource: "one(aws_iam_role.sms_voice[*].arn)",
      Condition: { StringEquals: { "iam:PassedToService": "sms-voice.amazonaws.com" } },
    });
    expect(others).toEqual([]);
  });
});

describe("an existing configuration set", () => {
  test("08-A3 gets its event destination by a function, and loses it with the module", () => {
    const invocation = synthesized.resource("aws_lambda_invocation.event_destination");
    expect(invocation).toMatchObject({
      lifecycle_scope: "CRUD",
      function_name: "${one(aws_lambda_function.event_destination[*].function_name)}",
      depends_on: ["aws_iam_role_policy.sms_voice"],
    });
    expect(invocation["input"]).toContain('"MatchingEventTypes" = local.matching_event_types');
  });

  test("the function may keep event destinations of this configuration set, and pass on the one role", () => {
    const [keep, pass] = synthesized.statements("aws_iam_role_policy.event_destination");
    expect(keep?.Action).toEqual(["Create", "Update", "Delete"].map((verb) => `sms-voice:${verb}EventDestination`));
    expect(keep?.Resource).toMatch(/:configuration-set\/\$\{local\.configuration_set_name\}$/);
    expect(pass?.Resource).toBe("one(aws_iam_role.sms_voice[*].arn)");
  });
});

describe("EventBridge", () => {
  test("08-A3 delivers what messages became, without the envelope, and nothing of registrations", () => {
    const rule = synthesized.resource("aws_cloudwatch_event_rule.sms_events");
    expect(rule["event_pattern"]).toBe(
      '${jsonencode({ "source" = ["aws.sms-voice"], "detail-type" = ["Text Message Delivery Status Updated", "Media Message Delivery Status Updated", "Voice Message Delivery Status Updated"] })}',
    );
    expect(rule["event_bus_name"]).toBeUndefined();
    expect(synthesized.resource("aws_cloudwatch_event_target.sms_events")).toMatchObject({
      arn: "${aws_kinesis_firehose_delivery_stream.events.arn}",
      input_path: "$.detail",
      dead_letter_config: { arn: "${one(aws_sqs_queue.sms_events_dead_letter[*].arn)}" },
    });
  });
});

describe("08-A8 who takes on a role", () => {
  const conditions = (role: string) => synthesized.statements(`aws_iam_role.${role}`, "assume_role_policy");

  test("End User Messaging, for the one configuration set", () => {
    expect(conditions("sms_voice")).toEqual([
      expect.objectContaining({
        Principal: { Service: "sms-voice.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "local.account_id" },
          ArnEquals: {
            "aws:SourceArn": expect.stringMatching(/configuration-set\/\$\{local\.configuration_set_name\}$/),
          },
        },
      }),
    ]);
  });

  test("EventBridge, for the one rule", () => {
    expect(conditions("event_rule")).toEqual([
      expect.objectContaining({
        Principal: { Service: "events.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "local.account_id" },
          ArnEquals: { "aws:SourceArn": expect.stringMatching(/:rule\/\$\{local\.name_prefix\}-sms-events$/) },
        },
      }),
    ]);
  });

  test("CloudFormation, for the one stack where it names any", () => {
    expect(conditions("cloudformation")).toEqual([
      expect.objectContaining({
        Principal: { Service: "cloudformation.amazonaws.com" },
        Condition: {
          StringEqualsIfExists: { "aws:SourceAccount": "local.account_id" },
          ArnLikeIfExists: {
            "aws:SourceArn": expect.stringMatching(/:stack\/\$\{local\.name_prefix\}-configuration-set\/\*$/),
          },
        },
      }),
    ]);
  });
});
