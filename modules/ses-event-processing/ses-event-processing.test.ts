import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";

const synthesized = SynthesizedModule.of(builtArchitecture("ses-event-processing"));

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  expect(synthesized.addresses).toEqual([
    "aws_cloudwatch_log_group.processor",
    "aws_cloudwatch_metric_alarm.feedback_dead_letter",
    "aws_cloudwatch_metric_alarm.feedback_oldest_message",
    "aws_cloudwatch_metric_alarm.processor_errors",
    "aws_dynamodb_table.contacts",
    "aws_dynamodb_table.processed",
    "aws_iam_role.processor",
    "aws_iam_role_policy.processor",
    "aws_lambda_event_source_mapping.processor",
    "aws_lambda_function.processor",
    "aws_ses_identity_notification_topic.bounce",
    "aws_ses_identity_notification_topic.complaint",
    "aws_sesv2_account_suppression_attributes.this",
    "aws_sesv2_configuration_set.this",
    "aws_sesv2_configuration_set_event_destination.events",
    "aws_sns_topic.feedback",
    "aws_sns_topic_policy.feedback",
    "aws_sns_topic_subscription.feedback",
    "aws_sqs_queue.feedback",
    "aws_sqs_queue.feedback_dead_letter",
  ]);
});

describe("01-A10 the synthesized module", () => {
  test("01-A10 grants on * nothing but the suppression of addresses, which has no resource level", () => {
    const onEverything = synthesized
      .statements("aws_iam_role_policy.processor")
      .filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(onEverything.map(({ Action }) => Action)).toEqual(["ses:PutSuppressedDestination"]);
  });

  test("01-A10 sends what fails too often to the dead-letter queue", () => {
    expect(synthesized.resource("aws_sqs_queue.feedback")["redrive_policy"]).toBe(
      '${jsonencode({ "deadLetterTargetArn" = aws_sqs_queue.feedback_dead_letter.arn, "maxReceiveCount" = var.max_receive_count })}',
    );
  });

  test("01-A10 uses no key that AWS manages, which could not admit SES or SNS", () => {
    expect(synthesized.text).not.toMatch(/alias\/aws\//);
  });

  test("01-A10 lets each message fail alone", () => {
    expect(synthesized.resource("aws_lambda_event_source_mapping.processor")["function_response_types"]).toEqual([
      "ReportBatchItemFailures",
    ]);
  });

  test("01-A10 hides a message for six times as long as the function may run", () => {
    const timeout = Number(synthesized.resource("aws_lambda_function.processor")["timeout"]);
    const visibility = Number(synthesized.resource("aws_sqs_queue.feedback")["visibility_timeout_seconds"]);
    expect(timeout).toBeGreaterThan(0);
    expect(visibility).toBeGreaterThanOrEqual(6 * timeout);
  });
});

describe("who may publish and send", () => {
  const thisTopic = "aws_sns_topic.feedback.arn";
  const thisQueue = "arn:${local.partition}:sqs:${local.region}:${local.account_id}:${local.name_prefix}-feedback";

  test("only SES of this account publishes to the topic", () => {
    const allowed = synthesized.statements("aws_sns_topic_policy.feedback").filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toEqual([
      {
        Sid: "AllowSes",
        Effect: "Allow",
        Principal: { Service: "ses.amazonaws.com" },
        Action: "sns:Publish",
        Resource: thisTopic,
        Condition: {
          StringEquals: { "aws:SourceAccount": "local.account_id" },
          ArnLike: { "aws:SourceArn": "arn:${local.partition}:ses:${local.region}:${local.account_id}:*" },
        },
      },
    ]);
  });

  test("only this topic sends to the queue", () => {
    const allowed = synthesized.statements("aws_sqs_queue.feedback").filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toEqual([
      {
        Sid: "AllowTopic",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: thisQueue,
        Condition: { ArnEquals: { "aws:SourceArn": thisTopic } },
      },
    ]);
  });

  test.each(["aws_sqs_queue.feedback", "aws_sqs_queue.feedback_dead_letter", "aws_sns_topic_policy.feedback"])(
    "%s refuses calls without TLS",
    (address) => {
      const denied = synthesized.statements(address).filter(({ Effect }) => Effect === "Deny");
      expect(denied.map(({ Condition }) => Condition)).toEqual([{ Bool: { "aws:SecureTransport": "false" } }]);
    },
  );
});

test("a created configuration set publishes the bounce and complaint rate of its mail", () => {
  expect(synthesized.resource("aws_sesv2_configuration_set.this")["reputation_options"]).toEqual({
    reputation_metrics_enabled: true,
  });
});
