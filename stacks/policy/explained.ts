/** An exception from a check, and why it is none to worry about. */
export interface Explanation {
  readonly reason: string;
  /** The AWS page that says so. */
  readonly readOn: string;
}

/** Actions that a role may be allowed on every resource, because AWS knows no resource for them. */
export const ACTIONS_ON_EVERYTHING: Readonly<Record<string, Explanation>> = {
  "ses:PutSuppressedDestination": {
    reason: "The suppression list is the account's; the action has no resource level.",
    readOn: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html",
  },
  "ses:GetAccount": {
    reason: "The quota is the account's; the action has no resource level.",
    readOn: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html",
  },
  "sms-voice:CreateConfigurationSet": {
    reason: "A configuration set is no resource before it is there.",
    readOn: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html",
  },
};

/** A service that is not bound by the source that it acts for. */
export interface ServiceExplanation extends Explanation {
  /** The condition that binds it instead. */
  readonly boundBy?: string;
}

/** Services that send neither the account nor the resource they act for, by the first word of the principal. */
export const SERVICES_WITHOUT_SOURCE: Readonly<Record<string, ServiceExplanation>> = {
  cloudformation: {
    reason:
      "No source is documented for the role of a stack; iam:PassRole decides who may use it, in its account only.",
    readOn: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html",
  },
  firehose: {
    boundBy: "sts:ExternalId",
    reason: "Firehose names the account as external id when it takes on a role.",
    readOn: "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
  },
  lambda: {
    reason: "Lambda sends no source when it takes on an execution role; iam:PassRole decides who may use the role.",
    readOn: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  },
  logs: {
    boundBy: "kms:EncryptionContext:aws:logs:arn",
    reason: "CloudWatch Logs names the log group in the encryption context when it uses a key.",
    readOn: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  },
};
