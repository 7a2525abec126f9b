import { sqsBatchHandler } from "../shared/batch";
import { readConfig } from "../shared/config";
import { feedbackDependencies, feedbackVariables } from "../shared/feedback/settings";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { processRecord } from "./core";

const config = readConfig(feedbackVariables);
const observers = { logger: createLogger(config.DEPLOYMENT), metrics: new Counters(config.DEPLOYMENT) };
const dependencies = feedbackDependencies(config);

/** SQS events with SES bounces and complaints; answers with the records to deliver again. */
export const handler = sqsBatchHandler(observers, (record) => processRecord(record, dependencies, observers));
