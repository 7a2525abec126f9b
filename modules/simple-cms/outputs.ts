import { deploymentOutputs } from "../shared/deployment";

export const outputs = {
  baseUrl: "Start of every link, with `/` at its end: the first of `aliases`, or CloudFront's own domain.",
  publicWarning: "What everybody who uploads has to know.",
  distributionId: "Id of the distribution.",
  distributionDomainName: "CloudFront's own domain, for DNS records that are not made here.",
  contentBucketName: "Name of the bucket to upload to.",
  contentBucketArn: "ARN of the bucket to upload to.",
  accessLogBucketName: "Name of the bucket of the access logs.",
  uploaderRoleArn: "ARN of the role to upload with; null where nobody may take it on.",
  invalidationCommand: "Command that makes CloudFront fetch everything anew.",
  notificationTopicArn: "ARN of the topic that the publish guard reports to; null without one.",
  guardQueueUrl: "URL of the queue in which uploads wait for the publish guard; null without it.",
  guardDeadLetterQueueUrl: "URL of the queue for uploads that could not be checked; null without publish guard.",
  guardFunctionName: "Name of the publish guard; null without it.",
  guardFunctionArn: "ARN of the publish guard; null without it.",
  ...deploymentOutputs,
} as const;
