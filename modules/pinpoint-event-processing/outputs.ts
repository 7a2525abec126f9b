import { SesEventProcessing } from "../ses-event-processing";

export const outputs = {
  ...SesEventProcessing.outputDescriptions,
  pinpointApplicationId: "Application whose mail is handled; null where none is named.",
  lakeBucketName: "Bucket of the event stream; null where none is created or named.",
  lakeBucketArn: "ARN of the bucket of the event stream; null where none is created or named.",
  firehoseArn: "ARN of the Firehose that takes the event stream; null where none is created.",
  firehoseName: "Name of the Firehose that takes the event stream; null where none is created.",
  objectCreatedDeadLetterQueueUrl: "URL of the queue for announcements of objects that could not be delivered.",
  objectCreatedDeadLetterQueueArn: "ARN of the queue for announcements of objects that could not be delivered.",
  readerQueueUrl: "URL of the queue in which objects wait for the reader.",
  readerQueueArn: "ARN of the queue in which objects wait for the reader.",
  readerDeadLetterQueueUrl: "URL of the queue for objects that could not be read.",
  readerDeadLetterQueueArn: "ARN of the queue for objects that could not be read.",
  readerFunctionName: "Name of the function that reads the event stream.",
  readerFunctionArn: "ARN of the function that reads the event stream.",
  readerRoleArn: "ARN of the reader's role, for the policy of an existing bucket or of its key.",
} as const;
