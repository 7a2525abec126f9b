import { Agent } from "node:https";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetAccountCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { clientSettings } from "../shared/aws";
import { systemClock as clock } from "../shared/clock";
import { commonVariables, mapOfRates, oneOf, rate, type readConfig, text, wholeNumber } from "../shared/config";
import { DynamoDbLimiterStore } from "../shared/limiter/dynamodb-store";
import { Limiters } from "../shared/limiter/limiters";
import type { Observers } from "../shared/observers";
import { pinpointClient } from "../shared/pinpoint-client";
import { pinpointChannel, sesChannel, smsChannel } from "./channels";
import { DynamoDbClaims } from "./dynamodb-claims";
import { LaneRates } from "./lane-rates";
import type { Channel, SenderDependencies } from "./ports";
import { S3Contents } from "./s3-contents";
import { SqsLane } from "./sqs-lane";
import { SqsResults } from "./sqs-results";

const applicationId = z.string({ error: "an application's id" });

/** The variables of the sender; an absent optional one switches its part off. */
export const senderVariables = {
  ...commonVariables,
  CHANNEL: oneOf("ses", "sms", "pinpoint"),
  LANE_QUEUE_URL: text("the lane's URL"),
  LANE_DEAD_LETTER_QUEUE_URL: text("the URL of the lane's dead letters"),
  LIMITER_TABLE_NAME: text("the limiter table's name"),
  DEDUPE_TABLE_NAME: z.optional(text("the dedupe table's name")),
  DEDUPLICATION_WINDOW_HOURS: z.optional(wholeNumber(1, 336)),
  SES_MESSAGES_PER_SECOND: z.optional(rate()),
  SMS_PARTS_PER_SECOND: z.optional(mapOfRates()),
  PINPOINT_MESSAGES_PER_SECOND: z.optional(rate()),
  TARGET_UTILIZATION_PERCENT: wholeNumber(50, 100),
  RATE_LIMITER_MODE: oneOf("shared", "local"),
  MAX_CONCURRENCY: wholeNumber(1, 1_000),
  MESSAGE_DEADLINE_SECONDS: wholeNumber(60, 1_209_600),
  ON_UNCERTAIN_SEND: oneOf("hold", "resend"),
  SES_CONFIGURATION_SET_NAME: z.optional(text("a configuration set's name")),
  SMS_CONFIGURATION_SET_NAME: z.optional(text("a configuration set's name")),
  PINPOINT_APPLICATION_ID: z.optional(applicationId),
  ENGAGEMENT_API_ARN: z.optional(text("a function's ARN")),
  RESULT_QUEUE_ARN: z.optional(text("a queue's ARN")),
};

/** The values of {@link senderVariables}. */
export type SenderConfig = ReturnType<typeof readConfig<typeof senderVariables>>;

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/**
 * Closes the connections to the sending service, for the end of a call. The service closes them while the function is
 * frozen; a send on such a connection breaks, and nobody knows whether it was done.
 */
export function hangUp(): void {
  agent.destroy();
}

/**
 * The settings of clients that send: every try has to have a slot, so the client does not try again by itself, and a
 * service that is slow gets its time, as a send without an answer is worse than a late one.
 */
const sendingSettings = {
  retryMode: "standard",
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
    httpsAgent: agent,
  },
};

const DEFAULT_WINDOW_HOURS = 336;
const DEFAULT_PINPOINT_RATE = 20;

/** Makes the AWS clients once and wires them to what sending needs. */
export function senderDependencies(config: SenderConfig, observers: Observers): SenderDependencies {
  const rates = new LaneRates(
    {
      channel: config.CHANNEL,
      ses: config.SES_MESSAGES_PER_SECOND,
      sms: config.SMS_PARTS_PER_SECOND ?? {},
      pinpoint: config.PINPOINT_MESSAGES_PER_SECOND ?? DEFAULT_PINPOINT_RATE,
    },
    accountRate,
    observers,
  );
  const sqs = new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false });
  return {
    channel: channelOf(config),
    claims: claimsOf(config),
    contents: new S3Contents(),
    lane: new SqsLane(sqs, {
      queueUrl: config.LANE_QUEUE_URL,
      deadLetterQueueUrl: config.LANE_DEAD_LETTER_QUEUE_URL,
      clock,
      observers,
    }),
    results: config.RESULT_QUEUE_ARN === undefined ? undefined : new SqsResults(sqs, config.RESULT_QUEUE_ARN),
    limiters: limitersOf(config, rates),
    quota: rates.known,
    clock,
    random: Math.random,
    settings: {
      channel: config.CHANNEL,
      messageDeadlineSeconds: config.MESSAGE_DEADLINE_SECONDS,
      onUncertainSend: config.ON_UNCERTAIN_SEND,
      configurationSet: config.SES_CONFIGURATION_SET_NAME,
    },
    observers,
  };
}

function channelOf(config: SenderConfig): Channel {
  if (config.CHANNEL === "ses") return sesChannel(new SESv2Client(sendingSettings), config.SES_CONFIGURATION_SET_NAME);
  if (config.CHANNEL === "sms") {
    return smsChannel(new PinpointSMSVoiceV2Client(sendingSettings), config.SMS_CONFIGURATION_SET_NAME);
  }
  return pinpointChannel(pinpointClient(config.ENGAGEMENT_API_ARN, sendingSettings), config.PINPOINT_APPLICATION_ID);
}

function claimsOf({ DEDUPE_TABLE_NAME: tableName, DEDUPLICATION_WINDOW_HOURS }: SenderConfig) {
  if (tableName === undefined) return undefined;
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings));
  const windowHours = DEDUPLICATION_WINDOW_HOURS ?? DEFAULT_WINDOW_HOURS;
  return new DynamoDbClaims(documents, { tableName, windowHours, clock });
}

function limitersOf(config: SenderConfig, rates: LaneRates): Limiters {
  const isShared = config.RATE_LIMITER_MODE === "shared";
  return new Limiters({
    clock,
    ...(isShared && { store: new DynamoDbLimiterStore(config.LIMITER_TABLE_NAME) }),
    quota: rates.quota,
    utilization: config.TARGET_UTILIZATION_PERCENT / 100,
    concurrency: config.MAX_CONCURRENCY,
    observer: rates,
  });
}

/** What SES allows the account, messages a second: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html */
async function accountRate(): Promise<number> {
  const { SendQuota } = await new SESv2Client(clientSettings).send(new GetAccountCommand({}));
  if (SendQuota?.MaxSendRate) return SendQuota.MaxSendRate;
  throw new Error("GetAccount must tell SendQuota.MaxSendRate; set ses_messages_per_second if it does not.");
}
