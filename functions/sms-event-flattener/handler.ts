import { commonVariables, oneOf, readConfig } from "../shared/config";
import { firehoseTransformation } from "../shared/flattening/transform";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { smsRows } from "./core";

const config = readConfig({ ...commonVariables, RAW_STORAGE: oneOf("column", "backup", "none") });
const observers = { logger: createLogger(config.DEPLOYMENT), metrics: new Counters(config.DEPLOYMENT) };

/** Firehose batches of End User Messaging's events; answers with rows of the lake. */
export const handler = firehoseTransformation(observers, { flatten: smsRows, rawStorage: config.RAW_STORAGE });
