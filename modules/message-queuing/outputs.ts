import { deploymentOutputs } from "../shared/deployment";

export const outputs = {
  laneQueueUrls: "URLs of the lanes' queues by channel: put messages here.",
  laneQueueArns: "ARNs of the lanes' queues by channel.",
  laneDeadLetterQueueUrls: "URLs of the queues for messages that will not be sent, by channel.",
  laneBatchSizes: "Messages that a sender gets at most with one call, by channel.",
  senderFunctionNames: "Names of the functions that send, by channel.",
  senderRoleArns: "ARNs of the roles that send, by channel: for policies of identities and buckets of other accounts.",
  loadPublisherFunctionName: "Name of the load generator's function; null where there is none.",
  limiterTableName: "Name of the table that the senders keep to one schedule by.",
  dedupeTableName: "Name of the table of ids that were sent; null without deduplication.",
  dashboardUrl: "Where the dashboard is to be seen.",
  producerPolicyJson: "What an application needs to put messages into the lanes, as a policy document.",
  ...deploymentOutputs,
} as const;
