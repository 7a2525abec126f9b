import { deploymentOutputs } from "../shared/deployment";

export const outputs = {
  feedbackTopicArn: "ARN of the topic that SES publishes feedback to.",
  feedbackQueueUrl: "URL of the queue that feedback waits in.",
  feedbackQueueArn: "ARN of the queue that feedback waits in.",
  feedbackDeadLetterQueueUrl: "URL of the queue for feedback that could not be handled.",
  feedbackDeadLetterQueueArn: "ARN of the queue for feedback that could not be handled.",
  processorFunctionName: "Name of the function that handles feedback.",
  processorFunctionArn: "ARN of the function that handles feedback.",
  processorRoleArn: "ARN of the function's role, for the resource policy of an existing contacts table or bus.",
  contactsTableName: "Name of the contacts table; null where no contacts are kept.",
  contactsTableArn: "ARN of the contacts table; null where no contacts are kept.",
  processedTableName: "Name of the table of handled feedback ids.",
  processedTableArn: "ARN of the table of handled feedback ids.",
  configurationSetName: "Configuration set to send mail with; null where none is created or named.",
  eventDestinationName: "Event destination of the configuration set; null where there is none.",
  ...deploymentOutputs,
} as const;
