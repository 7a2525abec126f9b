import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SesActiveReceiptRuleSet } from "@cdktf/provider-aws/lib/ses-active-receipt-rule-set";
import { SesReceiptRule } from "@cdktf/provider-aws/lib/ses-receipt-rule";
import { SesReceiptRuleSet } from "@cdktf/provider-aws/lib/ses-receipt-rule-set";
import { Construct } from "constructs";
import { comment } from "../shared/annotations";
import type { Deployment } from "../shared/deployment";
import { call, hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import type { NodeFunction } from "../shared/node-function";
import { optional, optionalBlock } from "../shared/optional";
import { local, scopeOf } from "../shared/scope";
import type { inputs } from "./inputs";

/** Props of {@link ReceiptRule}. */
export interface ReceiptRuleProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly responder: NodeFunction;
}

/** A rule of SES's inbound mail that gives mails to the function, in a rule set that is there or is made. */
export class ReceiptRule extends Construct {
  readonly name: string;
  readonly ruleSetName: string;

  constructor(scope: Construct, { deployment, values, responder }: ReceiptRuleProps) {
    super(scope, "receipt_rule");
    const { createRuleSet, manageActiveRuleSet, ruleSetName } = values;
    const set = new SesReceiptRuleSet(scopeOf(this, "set"), "this", { ruleSetName });
    const created = optional(set, createRuleSet);
    this.ruleSetName = local(
      this,
      "rule_set_name",
      hcl`${createRuleSet} ? ${created("rule_set_name")} : ${ruleSetName}`,
    ).asString;
    this.name = local(this, "rule_name", call("coalesce", values.ruleName, deployment.name)).asString;

    const permission = comment(
      new LambdaPermission(this, "responder_ses", {
        functionName: responder.name,
        action: "lambda:InvokeFunction",
        principal: "ses.amazonaws.com",
        sourceAccount: deployment.accountId,
        sourceArn: deployment.arn("ses", `receipt-rule-set/${ruleSetName}:receipt-rule/${this.name}`),
      }),
      "Before the rule: SES invokes the function once when the rule is made.",
    );
    const rule = new SesReceiptRule(this, "this", {
      name: this.name,
      ruleSetName: this.ruleSetName,
      after: values.afterRuleName,
      enabled: true,
      recipients: values.recipients as string[],
      scanEnabled: values.scanEnabled,
      tlsPolicy: values.tlsPolicy,
      lambdaAction: [{ position: 1, functionArn: responder.arn, invocationType: "Event" }],
      dependsOn: [permission],
    });
    optionalBlock(rule, "stop_action", { position: 2, scope: "RuleSet" }, hcl`${values.stopActionEnabled}`);
    const active = new SesActiveReceiptRuleSet(scopeOf(this, "active"), "this", {
      ruleSetName: this.ruleSetName,
      dependsOn: [rule],
    });
    optional(active, manageActiveRuleSet);
  }
}
