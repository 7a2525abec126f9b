import { PinpointEmailTemplate } from "@cdktf/provider-aws/lib/pinpoint-email-template";
import { SesTemplate } from "@cdktf/provider-aws/lib/ses-template";
import { Construct } from "constructs";
import { comment, heading } from "../shared/annotations";
import { Deployment } from "../shared/deployment";
import { call, hcl } from "../shared/expression";
import type { PropsOf, ValuesOf } from "../shared/input";
import { optional } from "../shared/optional";
import type { OutputsOf } from "../shared/output";
import { local, scopeOf } from "../shared/scope";
import { table } from "../shared/table";
import { resolveProps } from "../shared/validate";
import { inputs, rules } from "./inputs";
import { outputs } from "./outputs";
import { plans } from "./plans";
import { ReceiptRule } from "./receipt-rule";
import { responder } from "./responder";

/** Props of {@link SesAutoReply}. */
export type SesAutoReplyProps = PropsOf<typeof inputs>;

/**
 * Answers mail to addresses that nobody reads, once, by a template, and never a machine.
 * https://www.rfc-editor.org/rfc/rfc3834
 */
export class SesAutoReply extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;

  readonly outputs: OutputsOf<typeof outputs>;

  private readonly values: ValuesOf<typeof inputs>;
  private readonly deployment: Deployment;

  constructor(scope: Construct, id: string, props: SesAutoReplyProps = {}) {
    super(scope, id);
    this.values = resolveProps("SesAutoReply", inputs, rules, props);
    this.deployment = new Deployment(this, { moduleId: "ses-auto-reply", ...this.values });

    const templateName = this.template();
    const replyGuard = heading(
      comment(
        table(this, "reply_guard", {
          deployment: this.deployment,
          partitionKey: "pk",
          ttlAttribute: "expires_at",
          deletionProtectionEnabled: false,
        }),
        "Who got a reply to which mail: SES and Lambda deliver more than once.",
      ),
      "Responder",
    );
    const { replies, deadLetters } = responder(this, {
      deployment: this.deployment,
      values: this.values,
      templateName,
      replyGuardTableName: replyGuard.name,
      replyGuardTableArn: replyGuard.arn,
    });
    const rule = heading(
      new ReceiptRule(this, { deployment: this.deployment, values: this.values, responder: replies }),
      "Receipt rule",
    );

    this.outputs = {
      ruleName: rule.name,
      ruleSetName: rule.ruleSetName,
      templateName: hcl`${this.values.templateSource} == "inline" ? null : ${templateName}`.toString(),
      responderFunctionName: replies.name,
      responderFunctionArn: replies.arn,
      responderRoleArn: replies.roleArn,
      replyGuardTableName: replyGuard.name,
      replyGuardTableArn: replyGuard.arn,
      responderDeadLetterQueueUrl: deadLetters.url,
      responderDeadLetterQueueArn: deadLetters.arn,
      ...this.deployment.outputs,
    };
  }

  /** Makes the template where it is wanted. @returns its name, whoever made it */
  private template(): string {
    const { createTemplate, templateSource, templateName, inlineSubject, inlineHtml, inlineText } = this.values;
    const name = local(this, "template_name", call("coalesce", templateName, this.deployment.name)).asString;
    const ofSes = new SesTemplate(scopeOf(this, "templates"), "this", {
      name,
      subject: inlineSubject,
      html: inlineHtml,
      text: inlineText,
    });
    optional(ofSes, hcl`${createTemplate} && ${templateSource} == "ses"`);
    const ofPinpoint = new PinpointEmailTemplate(scopeOf(this, "pinpoint_templates"), "this", {
      templateName: name,
      emailTemplate: [{ subject: inlineSubject, htmlPart: inlineHtml, textPart: inlineText }],
      tags: this.deployment.tags,
    });
    optional(ofPinpoint, hcl`${createTemplate} && ${templateSource} == "pinpoint"`);
    heading(ofSes, "Template");
    return name;
  }
}
