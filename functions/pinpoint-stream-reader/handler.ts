import { S3Client } from "@aws-sdk/client-s3";
import { clientSettings } from "../shared/aws";
import { sqsBatchHandler } from "../shared/batch";
import { readConfig } from "../shared/config";
import { feedbackDependencies, feedbackVariables } from "../shared/feedback/settings";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { S3Objects } from "../shared/objects";
import { processRecord } from "./core";

const config = readConfig(feedbackVariables);
const observers = { logger: createLogger(config.DEPLOYMENT), metrics: new Counters(config.DEPLOYMENT) };
const objects = new S3Objects(new S3Client(clientSettings));
const dependencies = { ...feedbackDependencies(config), objects };

/** SQS events that announce objects of Pinpoint's event stream; answers with the messages to deliver again. */
export const handler = sqsBatchHandler(observers, (record) => processRecord(record, dependencies, observers));
