/** An exception from a check, and why it is none to worry about. */
export interface Explanation {
  readonly reason: string;
  readonly readOn: string;
}

/** Actions that may be allowed on every resource, because AWS knows no resource for them. */
export const ACTIONS_ON_EVERYTHING: Readonly<Record<string, Explanation>> = {
  "ses:PutSuppressedDestination": {
    reason: "The suppression list is the account's; the action has no resource level.",
    readOn: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html",
  },
};

/** Services that may take on a role without a condition on the source, because they document none. */
export const TRUSTED_SERVICES: Readonly<Record<string, Explanation>> = {
  "lambda.amazonaws.com": {
    reason: "Lambda sends no source when it takes on an execution role; iam:PassRole decides who may use the role.",
    readOn: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  },
};

/** Resources that take no tags. */
export const WITHOUT_TAGS: readonly string[] = [
  "aws_cloudwatch_log_stream",
  "aws_iam_role_policy",
  "aws_lambda_invocation",
  "aws_pinpoint_email_channel",
  "aws_pinpoint_event_stream",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_ses_identity_notification_topic",
  "aws_sesv2_account_suppression_attributes",
  "aws_sesv2_configuration_set_event_destination",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
];
