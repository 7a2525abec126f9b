import { commonVariables, flag, oneOf, readConfig } from "../shared/config";
import { firehoseTransformation } from "../shared/flattening/transform";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { sesRows } from "./core";

const config = readConfig({
  ...commonVariables,
  RAW_STORAGE: oneOf("column", "backup", "none"),
  STORE_HEADERS: flag(),
});
const observers = { logger: createLogger(config.DEPLOYMENT), metrics: new Counters(config.DEPLOYMENT) };
const flatten = sesRows({ storeHeaders: config.STORE_HEADERS });

/** Firehose batches of SES events; answers with rows of the lake. */
export const handler = firehoseTransformation(observers, { flatten, rawStorage: config.RAW_STORAGE });
