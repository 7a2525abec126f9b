import type { Construct } from "constructs";
import { DeadLetterQueue } from "../shared/dead-letter-queue";
import type { Deployment } from "../shared/deployment";
import { call, hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import { grantPinpoint } from "../shared/pinpoint";
import type { ConditionalStatement, Statement } from "../shared/policy";
import type { inputs } from "./inputs";
import { sendReplies } from "./sender-identities";

/** What the function works with. */
export interface ResponderProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly templateName: string;
  readonly replyGuardTableName: string;
  readonly replyGuardTableArn: string;
}

/** The function that replies, and the queue for mails that it could not answer. */
export function responder(scope: Construct, props: ResponderProps) {
  const { deployment, values } = props;
  const deadLetters = new DeadLetterQueue(scope, "responder", {
    deployment,
    retentionSeconds: values.dlqRetentionSeconds,
  });
  const replies = new NodeFunction(scope, "responder", {
    deployment,
    folder: "ses-auto-reply",
    description: "Answers mail to unread addresses once, and never a machine.",
    timeoutSeconds: 30,
    memoryMb: 256,
    logLevel: values.logLevel,
    environment: environment(props),
    statements: [
      ...statements(scope, props),
      { Sid: "KeepFailedEvents", Action: "sqs:SendMessage", Resource: deadLetters.arn },
    ],
  });
  replies.calledAsynchronously(deployment, deadLetters);
  return { replies, deadLetters };
}

function environment({ values, templateName, replyGuardTableName }: ResponderProps) {
  const isInline = hcl`${values.templateSource} == "inline"`;
  const inline = (text: string | undefined) => hcl`${isInline} ? ${text} : null`.toString();
  return {
    TEMPLATE_SOURCE: values.templateSource,
    TEMPLATE_NAME: templateName,
    TEMPLATE_VERSION: values.templateVersion,
    INLINE_SUBJECT: inline(values.inlineSubject),
    INLINE_HTML: inline(values.inlineHtml),
    INLINE_TEXT: inline(values.inlineText),
    ENGAGEMENT_API_ARN: values.engagementApiArn,
    FROM_ADDRESS: values.fromAddress,
    REPLY_ADDRESS_SOURCE: values.replyAddressSource,
    RECIPIENTS: call("jsonencode", values.recipients).toString(),
    OWN_DOMAINS: call("jsonencode", values.ownDomains).toString(),
    SCAN_ENABLED: values.scanEnabled,
    REQUIRE_AUTHENTICATED_SENDER: values.requireAuthenticatedSender,
    REPLY_INTERVAL_HOURS: values.replyIntervalHours,
    REPLY_GUARD_TABLE_NAME: replyGuardTableName,
    CONFIGURATION_SET_NAME: values.configurationSetName,
    NAME_SOURCE: values.nameSource,
    ID_SOURCE: values.idSource,
  };
}

function statements(scope: Construct, props: ResponderProps): (Statement | ConditionalStatement)[] {
  const { deployment, values, templateName, replyGuardTableArn } = props;
  return [
    {
      Sid: "RememberReplies",
      Action: ["dynamodb:PutItem", "dynamodb:DeleteItem"],
      Resource: replyGuardTableArn,
    },
    sendReplies(scope, deployment, values),
    {
      when: hcl`${values.templateSource} == "ses"`,
      statement: {
        Sid: "ReadTemplate",
        Action: "ses:GetEmailTemplate",
        Resource: deployment.arn("ses", `template/${templateName}`),
      },
    },
    ...grantPinpoint(values, {
      Sid: "ReadPinpointTemplate",
      operations: ["GetEmailTemplate"],
      resources: [deployment.arn("mobiletargeting", `templates/${templateName}/EMAIL`)],
      when: hcl`${values.templateSource} == "pinpoint"`,
    }),
  ];
}
