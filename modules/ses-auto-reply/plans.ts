import type { PlanCase } from "../shared/plan-case";

const inline = { inlineSubject: "Re: ", inlineHtml: "<p>Dear %%NAME%%</p>" };

/** The ways to deploy the module that differ in their resources. */
export const plans: readonly PlanCase[] = [
  {
    name: "defaults",
    reason: "One statement joins the rule set that is there; nothing that the account has only one of.",
    inputs: {},
    instances: {
      "aws_ses_receipt_rule_set.this": 0,
      "aws_ses_active_receipt_rule_set.this": 0,
      "aws_ses_template.this": 0,
      "aws_pinpoint_email_template.this": 0,
    },
    outputs: { ruleName: "ses-auto-reply", ruleSetName: "default-rule-set", templateName: "ses-auto-reply" },
  },
  {
    name: "everything_of_its_own",
    reason: "A rule set that becomes the active one, and a template in SES, for an account that has neither.",
    inputs: {
      ...inline,
      createRuleSet: true,
      manageActiveRuleSet: true,
      ruleSetName: "inbound",
      createTemplate: true,
      recipients: ["news@example.com", "mail.example.com", ".example.org"],
      ownDomains: ["example.net"],
    },
    instances: {
      "aws_ses_receipt_rule_set.this": 1,
      "aws_ses_active_receipt_rule_set.this": 1,
      "aws_ses_template.this": 1,
      "aws_pinpoint_email_template.this": 0,
    },
    outputs: { ruleSetName: "inbound" },
  },
  {
    name: "inline",
    reason:
      "A short template without a service for it, one From for all replies, everything that can be brought along.",
    inputs: {
      ...inline,
      templateSource: "inline",
      fromAddress: "Example <help@mail.example.com>",
      recipients: ["mail.example.com"],
      ruleName: "reply",
      afterRuleName: "archive",
      stopActionEnabled: false,
      tlsPolicy: "Require",
      configurationSetName: "existing-set",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:existing-alarms",
      permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/existing-boundary",
    },
    instances: { "aws_ses_template.this": 0 },
    outputs: { ruleName: "reply", templateName: null },
  },
  {
    name: "pinpoint",
    reason: "A template of Amazon Pinpoint, for those whose templates are still there.",
    inputs: { ...inline, templateSource: "pinpoint", createTemplate: true, templateVersion: "1" },
    instances: { "aws_ses_template.this": 0, "aws_pinpoint_email_template.this": 1 },
  },
  {
    name: "engagement_api",
    reason: "A template of an engagement API, whose ARN may be unknown at plan.",
    inputs: {
      templateSource: "pinpoint",
      templateName: "reply",
      engagementApiArn: "arn:aws:lambda:us-east-1:123456789012:function:engagement-api",
    },
    instances: { "aws_pinpoint_email_template.this": 0 },
    outputs: { templateName: "reply" },
  },
];
