import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import * as z from "zod/mini";
import { clientSettings } from "../shared/aws";
import { sqsBatchHandler } from "../shared/batch";
import { commonVariables, readConfig, text } from "../shared/config";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { CloudFrontEdge, S3Content, SnsNotices } from "./aws";
import { PublishGuard } from "./core";

const config = readConfig({
  ...commonVariables,
  CONTENT_BUCKET_NAME: text("the content bucket's name"),
  DISTRIBUTION_ID: text("the distribution's id"),
  BLOCKED_EXTENSIONS: z.string({ error: "extensions separated by commas" }),
  NOTIFICATION_TOPIC_ARN: text("the notification topic's ARN"),
});
const bucket = config.CONTENT_BUCKET_NAME;
const observers = { logger: createLogger(config.DEPLOYMENT), metrics: new Counters(config.DEPLOYMENT) };
const guard = new PublishGuard({
  content: new S3Content(new S3Client(clientSettings), bucket),
  edge: new CloudFrontEdge(new CloudFrontClient(clientSettings), config.DISTRIBUTION_ID),
  notices: new SnsNotices(new SNSClient(clientSettings), config.NOTIFICATION_TOPIC_ARN, bucket),
  bucket,
  blockedExtensions: config.BLOCKED_EXTENSIONS.split(",").filter((extension) => extension !== ""),
  observers,
});

/** SQS events that announce uploads; answers with the messages to deliver again. */
export const handler = sqsBatchHandler(
  observers,
  (record) => guard.check(record),
  (records) => guard.invalidate(records),
);
