import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import { clientSettings } from "../shared/aws";
import { commonVariables, mapOfRates, oneOf, readConfig, text, wholeNumber } from "../shared/config";
import { createLogger } from "../shared/logger";
import { type Published, publishLoad } from "./core";
import { SqsLoadQueue } from "./sqs-load-queue";

const config = readConfig({
  ...commonVariables,
  LANE_QUEUE_URL: text("the lane's URL"),
  LOAD_MESSAGES_PER_MINUTE: wholeNumber(1, 100_000),
  LOAD_PATTERN: oneOf("even", "burst"),
  LOAD_FROM_ADDRESS: text("an e-mail address"),
  LOAD_MIX: z._default(mapOfRates(), { success: 100 }),
});
const logger = createLogger(config.DEPLOYMENT);
const queue = new SqsLoadQueue(new SQSClient(clientSettings), config.LANE_QUEUE_URL);
const load = {
  messagesPerMinute: config.LOAD_MESSAGES_PER_MINUTE,
  pattern: config.LOAD_PATTERN,
  from: config.LOAD_FROM_ADDRESS,
  mix: config.LOAD_MIX,
};

/** The schedule's input, `{"time": "<aws.scheduler.scheduled-time>"}`; answers with what was put into the lane. */
export async function handler({ time }: { time: string }): Promise<Published> {
  const result = await publishLoad(time, load, queue);
  logger.info("Load published", { outcome: "published", count: result.published });
  return result;
}
