import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";

const synthesized = SynthesizedModule.of(builtArchitecture("ses-auto-reply"));
const ROLE = "aws_iam_role_policy.responder";

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  expect(synthesized.addresses).toEqual([
    "aws_cloudwatch_log_group.responder",
    "aws_cloudwatch_metric_alarm.responder_dead_letter",
    "aws_cloudwatch_metric_alarm.responder_delivery_failures",
    "aws_cloudwatch_metric_alarm.responder_errors",
    "aws_dynamodb_table.reply_guard",
    "aws_iam_role.responder",
    "aws_iam_role_policy.responder",
    "aws_lambda_function.responder",
    "aws_lambda_function_event_invoke_config.responder",
    "aws_lambda_permission.responder_ses",
    "aws_pinpoint_email_template.this",
    "aws_ses_active_receipt_rule_set.this",
    "aws_ses_receipt_rule.this",
    "aws_ses_receipt_rule_set.this",
    "aws_ses_template.this",
    "aws_sqs_queue.responder_dead_letter",
  ]);
});

describe("02-A8 the synthesized module", () => {
  const rule = synthesized.resource("aws_ses_receipt_rule.this");

  test("02-A8 lists every recipient as its own element", () => {
    expect(rule["recipients"]).toBe("${var.recipients}");
  });

  test("02-A8 lets SES invoke the function for this rule of this account, before the rule is made", () => {
    expect(synthesized.resource("aws_lambda_permission.responder_ses")).toMatchObject({
      principal: "ses.amazonaws.com",
      action: "lambda:InvokeFunction",
      source_account: "${local.account_id}",
      source_arn:
        "arn:${local.partition}:ses:${local.region}:${local.account_id}:receipt-rule-set/${var.rule_set_name}:receipt-rule/${local.rule_name}",
    });
    expect(rule["depends_on"]).toEqual(["aws_lambda_permission.responder_ses"]);
  });

  test("02-A8 keeps what fails three times", () => {
    expect(synthesized.resource("aws_lambda_function_event_invoke_config.responder")).toMatchObject({
      maximum_retry_attempts: 2,
      maximum_event_age_in_seconds: 3600,
      destination_config: { on_failure: { destination: "${aws_sqs_queue.responder_dead_letter.arn}" } },
      depends_on: ["aws_iam_role_policy.responder"],
    });
  });

  test("02-A8 sends from a wildcard of identities only where neither from_address nor recipients is given", () => {
    const locals = synthesized.blocks.find(({ address }) => address === "locals")?.body ?? {};
    expect(locals["reply_address_patterns"]).toMatch(/^\$\{length\(local\.reply_senders\) == 0 \? \["\*"\]/);
    expect(locals["reply_senders"]).toMatch(/^\$\{var\.from_address == null \? .* : \[regex\(/);
  });
});

test("the reply rule gives mails to the function and does not wait, then may end the set", () => {
  const rule = synthesized.resource("aws_ses_receipt_rule.this");
  expect(rule["lambda_action"]).toEqual([
    { position: 1, function_arn: "${aws_lambda_function.responder.arn}", invocation_type: "Event" },
  ]);
  expect(rule["dynamic"]).toMatchObject({ stop_action: { content: { position: 2, scope: "RuleSet" } } });
});

test("the role may do what one reply needs, and each statement is for one purpose", () => {
  const statements = synthesized.statements(ROLE);
  expect(Object.fromEntries(statements.map(({ Sid, Action }) => [Sid, Action]))).toEqual({
    RememberReplies: ["dynamodb:PutItem", "dynamodb:DeleteItem"],
    SendReplies: "ses:SendEmail",
    KeepFailedEvents: "sqs:SendMessage",
    WriteLog: ["logs:CreateLogStream", "logs:PutLogEvents"],
    ReadTemplate: "ses:GetEmailTemplate",
    ReadPinpointTemplate: ["mobiletargeting:GetEmailTemplate"],
    ReadPinpointTemplateOfEngagementApi: "lambda:InvokeFunction",
    UseKey: ["kms:Decrypt", "kms:GenerateDataKey"],
  });
  expect(statements.find(({ Sid }) => Sid === "SendReplies")?.Condition).toEqual({
    StringLike: { "ses:FromAddress": "local.reply_address_patterns" },
  });
});
