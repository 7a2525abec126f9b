import { deploymentOutputs } from "../shared/deployment";

export const outputs = {
  ruleName: "Name of the receipt rule, for `after_rule_name` of another.",
  ruleSetName: "Name of the rule set that the rule is in.",
  templateName: "Name of the template; null where it is inline.",
  responderFunctionName: "Name of the function that replies.",
  responderFunctionArn: "ARN of the function that replies.",
  responderRoleArn: "ARN of the function's role, for the policy of an identity of another account.",
  replyGuardTableName: "Name of the table that remembers replies.",
  replyGuardTableArn: "ARN of the table that remembers replies.",
  responderDeadLetterQueueUrl: "URL of the queue for mails that could not be answered.",
  responderDeadLetterQueueArn: "ARN of the queue for mails that could not be answered.",
  ...deploymentOutputs,
} as const;
