import * as z from "zod/mini";
import { commonVariables, flag, oneOf, readConfig, text } from "../shared/config";
import { firehoseTransformation } from "../shared/flattening/transform";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { pinpointRows } from "./core";

const config = readConfig({
  ...commonVariables,
  RAW_STORAGE: oneOf("column", "backup", "none"),
  EMIT_CAMPAIGN_SEND: flag(),
  DEFAULT_APPLICATION_ID: z._default(text("an application id"), "ses"),
});
const observers = { logger: createLogger(config.DEPLOYMENT), metrics: new Counters(config.DEPLOYMENT) };
const flatten = pinpointRows({
  emitCampaignSend: config.EMIT_CAMPAIGN_SEND,
  defaultApplicationId: config.DEFAULT_APPLICATION_ID,
});

/** Firehose batches of Pinpoint's event stream; answers with rows of the lake. */
export const handler = firehoseTransformation(observers, { flatten, rawStorage: config.RAW_STORAGE });
