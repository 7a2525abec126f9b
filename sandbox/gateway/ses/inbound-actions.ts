import { putObject } from "../s3-calls";
import { AwsError, type Cloud } from "../service";
import { sesArn } from "./ids";
import { lambdaEvent, notification, type Receipt } from "./inbound-event";
import type { InboundMail } from "./inbound-mail";
import type { ReceiptAction } from "./receipt-rules";
import type { Scope } from "./state";
import { allowsSes } from "./topic-policy";
import { publishToTopic } from "./topics";

/** What became of an action, and whether the mail goes on: to the next action, the next rule, or nowhere. */
export interface ActionResult {
  readonly outcome: string;
  readonly next: "action" | "rule" | "end";
}

/** A mail at one action of the active rule set. */
export interface ActionContext {
  readonly cloud: Cloud;
  readonly scope: Scope;
  readonly mail: InboundMail;
  readonly receipt: Receipt;
  /** ARN of the rule, which SES acts for. */
  readonly ruleArn: string;
}

/** Runs one action of a rule. */
export async function runAction(action: ReceiptAction, context: ActionContext): Promise<ActionResult> {
  const run = ACTIONS[action.type];
  if (run) return run(action.fields, context);
  return { outcome: `${action.type}: not done by the local cloud`, next: "action" };
}

type Fields = ReceiptAction["fields"];
type Run = (fields: Fields, context: ActionContext) => Promise<ActionResult>;

const ACTIONS: Readonly<Record<string, Run>> = {
  LambdaAction: invoke,
  S3Action: store,
  SNSAction: publish,
  StopAction: async () => ({ outcome: "stopped", next: "end" }),
  BounceAction: async ({ SmtpReplyCode = "", Message = "" }) => ({
    outcome: `bounced: ${SmtpReplyCode} ${Message}`,
    next: "end",
  }),
};

/** SES may not invoke a function unless its policy says so: for this rule, or for this account. */
async function invoke(fields: Fields, context: ActionContext): Promise<ActionResult> {
  const { FunctionArn = "", InvocationType = "Event" } = fields;
  const { cloud, scope, mail, receipt, ruleArn } = context;
  const path = `/2015-03-31/functions/${encodeURIComponent(FunctionArn)}`;
  const policy = await cloud.request("lambda", scope.region, { path: `${path}/policy` });
  const request = { action: "lambda:invokefunction", resource: FunctionArn, sourceAccount: scope.account };
  const text = policy.status === 200 ? String(JSON.parse(policy.body.toString())["Policy"]) : "{}";
  if (!allowsSes(text, { ...request, sourceArn: ruleArn })) {
    return {
      outcome: `not invoked: the policy of ${FunctionArn} does not let ses.amazonaws.com call it for ${ruleArn}`,
      next: "action",
    };
  }
  const action = { type: "Lambda", functionArn: FunctionArn, invocationType: InvocationType };
  const reply = await cloud.request("lambda", scope.region, {
    path: `${path}/invocations`,
    headers: { "x-amz-invocation-type": InvocationType, "content-type": "application/json" },
    body: JSON.stringify(lambdaEvent(mail, receipt, action)),
  });
  if (reply.status >= 300) throw new AwsError(reply.status, "InvocationFailed", reply.body.toString());
  return InvocationType === "Event" ? { outcome: "invoked", next: "action" } : dispositionOf(reply.body.toString());
}

/** What a function that SES waits for wants: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda.html */
function dispositionOf(answer: string): ActionResult {
  const { disposition = "CONTINUE" } = (JSON.parse(answer || "{}") ?? {}) as { disposition?: string };
  const next = disposition === "STOP_RULE_SET" ? "end" : disposition === "STOP_RULE" ? "rule" : "action";
  return { outcome: `invoked: ${disposition}`, next };
}

async function store(
  { BucketName = "", ObjectKeyPrefix = "" }: Fields,
  { cloud, scope, mail }: ActionContext,
): Promise<ActionResult> {
  const key = `${ObjectKeyPrefix}${mail.messageId}`;
  const refusal = await putObject(cloud, scope.region, { bucket: BucketName, key }, mail.raw);
  if (refusal) throw new AwsError(400, "PutObjectFailed", refusal);
  return { outcome: `stored: s3://${BucketName}/${key}`, next: "action" };
}

async function publish({ TopicArn = "" }: Fields, context: ActionContext): Promise<ActionResult> {
  const { cloud, scope, mail, receipt, ruleArn } = context;
  const message = {
    notificationType: "Received",
    ...notification(mail, receipt, { type: "SNS", topicArn: TopicArn }),
    content: mail.raw,
  };
  const publication = { topicArn: TopicArn, sourceAccount: scope.account, sourceArn: ruleArn };
  await publishToTopic(
    cloud,
    scope.region,
    publication,
    JSON.stringify(message),
    "Amazon SES Email Receipt Notification",
  );
  return { outcome: `published: ${TopicArn}`, next: "action" };
}

/** ARN that SES acts for when a rule has an action. */
export function receiptRuleArn(scope: Scope, set: string, rule: string): string {
  return sesArn(scope, `receipt-rule-set/${set}:receipt-rule/${rule}`);
}
