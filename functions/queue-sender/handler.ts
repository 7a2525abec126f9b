import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { assertSqsEvent } from "../shared/batch";
import { readConfig } from "../shared/config";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { sendBatch } from "./core";
import { hangUp, senderDependencies, senderVariables } from "./settings";

const config = readConfig(senderVariables);
const observers = {
  logger: createLogger(config.DEPLOYMENT),
  metrics: new Counters(config.DEPLOYMENT, {
    channel: config.CHANNEL,
    highResolution: ["Attempted", "Sent", "Recipients", "Throttled"],
  }),
};
const dependencies = senderDependencies(config, observers);

/** SQS events of a lane; answers with the messages that come back. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  assertSqsEvent(event);
  const endsAt = dependencies.clock.now() + context.getRemainingTimeInMillis();
  try {
    return await sendBatch(event.Records, endsAt, dependencies);
  } finally {
    hangUp();
    observers.metrics.publish();
  }
}
