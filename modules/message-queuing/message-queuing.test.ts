import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";

const synthesized = SynthesizedModule.of(builtArchitecture("message-queuing"));

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  expect(synthesized.addresses).toEqual([
    "aws_cloudwatch_dashboard.this",
    "aws_cloudwatch_log_group.load_publisher",
    "aws_cloudwatch_log_group.sender",
    "aws_cloudwatch_metric_alarm.account_bounce_rate",
    "aws_cloudwatch_metric_alarm.account_complaint_rate",
    "aws_cloudwatch_metric_alarm.lane_dead_letter",
    "aws_cloudwatch_metric_alarm.lane_oldest_message",
    "aws_cloudwatch_metric_alarm.load_publisher_dead_letter",
    "aws_cloudwatch_metric_alarm.load_publisher_delivery_failures",
    "aws_cloudwatch_metric_alarm.load_publisher_errors",
    "aws_cloudwatch_metric_alarm.sender_breaker_open",
    "aws_cloudwatch_metric_alarm.sender_errors",
    "aws_cloudwatch_metric_alarm.sender_throttled_share",
    "aws_cloudwatch_metric_alarm.sender_throttles",
    "aws_dynamodb_table.dedupe",
    "aws_dynamodb_table.limiter",
    "aws_iam_role.load_publisher",
    "aws_iam_role.scheduler",
    "aws_iam_role.sender",
    "aws_iam_role_policy.load_publisher",
    "aws_iam_role_policy.scheduler",
    "aws_iam_role_policy.sender",
    "aws_lambda_event_source_mapping.sender",
    "aws_lambda_function.load_publisher",
    "aws_lambda_function.sender",
    "aws_lambda_function_event_invoke_config.load_publisher",
    "aws_scheduler_schedule.load_publisher",
    "aws_scheduler_schedule_group.this",
    "aws_sqs_queue.lane",
    "aws_sqs_queue.lane_dead_letter",
    "aws_sqs_queue.load_publisher_dead_letter",
  ]);
});

describe("a lane", () => {
  const lane = synthesized.resource("aws_sqs_queue.lane");

  test("is made for each channel, with everything that belongs to it", () => {
    const ofLanes = synthesized.resources.filter(({ body }) => body["for_each"] === "${var.channels}");
    expect(ofLanes.map(({ address }) => address).sort()).toEqual([
      "aws_cloudwatch_log_group.sender",
      "aws_cloudwatch_metric_alarm.lane_dead_letter",
      "aws_cloudwatch_metric_alarm.lane_oldest_message",
      "aws_cloudwatch_metric_alarm.sender_breaker_open",
      "aws_cloudwatch_metric_alarm.sender_errors",
      "aws_cloudwatch_metric_alarm.sender_throttled_share",
      "aws_cloudwatch_metric_alarm.sender_throttles",
      "aws_iam_role.sender",
      "aws_iam_role_policy.sender",
      "aws_lambda_event_source_mapping.sender",
      "aws_lambda_function.sender",
      "aws_sqs_queue.lane",
      "aws_sqs_queue.lane_dead_letter",
    ]);
  });

  test("keeps messages for 14 days and hides them for six times the sender's timeout", () => {
    expect(lane["message_retention_seconds"]).toBe(1209600);
    expect(lane["visibility_timeout_seconds"]).toBe("${6 * var.sender_timeout_seconds}");
  });

  test("gives up on a message by receives only where it makes senders crash", () => {
    expect(lane["redrive_policy"]).toContain('"maxReceiveCount" = 50');
  });

  test("is read by so many senders as the rate is shared by, each with some seconds of work", () => {
    const mapping = synthesized.resource("aws_lambda_event_source_mapping.sender");
    expect(mapping).toMatchObject({
      batch_size: "${local.lane_batch_sizes[each.key]}",
      function_response_types: ["ReportBatchItemFailures"],
      scaling_config: { maximum_concurrency: "${var.max_concurrency}" },
    });
  });
});

describe("a sender's role", () => {
  const statements = synthesized.statements("aws_iam_role_policy.sender");
  const statement = (sid: string) => statements.find(({ Sid }) => Sid === sid);

  test("may do nothing on * but read the quota, which has no resource level", () => {
    const onEverything = statements.filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(onEverything.map(({ Action }) => Action)).toEqual(["ses:GetAccount"]);
  });

  test("sends from the given identities and numbers only", () => {
    expect(JSON.stringify(statement("SendMail")?.Resource)).toContain("var.ses_identity_arns");
    expect(JSON.stringify(statement("SendMail")?.Resource)).not.toContain("identity/");
    expect(statement("SendTexts")).toMatchObject({
      Action: "sms-voice:SendTextMessage",
      Resource: "var.origination_identity_arns",
    });
  });

  test("calls Pinpoint's API or the engagement API, one operation of it", () => {
    expect(statement("SendByPinpoint")?.Action).toEqual(["mobiletargeting:SendMessages"]);
    expect(statement("SendByPinpointOfEngagementApi")?.Resource).toEqual(["${var.engagement_api_arn}:sendMessages"]);
  });
});

test("the schedule does nothing until it is asked to, and never makes up for a minute", () => {
  expect(synthesized.resource("aws_scheduler_schedule.load_publisher")).toMatchObject({
    state: '${var.load_schedule_enabled ? "ENABLED" : "DISABLED"}',
    schedule_expression: "rate(1 minute)",
    target: { retry_policy: { maximum_retry_attempts: 0 } },
  });
});
