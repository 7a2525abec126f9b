import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { FakeDynamoDb } from "../testing/fake-dynamodb";
import { inLambda } from "../testing/lambda-environment";
import { lambdaContext, sqsEvent } from "../testing/sqs";
import smsBatch from "./events/sqs-sms-batch.json";

type Handler = (event: SQSEvent, context: ReturnType<typeof lambdaContext>) => Promise<SQSBatchResponse>;

const requests: (readonly [command: string, input: Record<string, unknown>])[] = [];
const mockSend = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
  requests.push([command.constructor.name, command.input]);
  const Result = { "+14255550100": { DeliveryStatus: "SUCCESSFUL", MessageId: "p-1" } };
  return { MessageId: "sms-1", MessageResponse: { Result }, SendQuota: { MaxSendRate: 200 } };
};
const mockDynamoDb = new FakeDynamoDb();
const mockPinpointClient = jest.fn(() => ({ send: mockSend }));

jest.mock("@aws-sdk/client-pinpoint-sms-voice-v2", () => ({
  ...jest.requireActual("@aws-sdk/client-pinpoint-sms-voice-v2"),
  PinpointSMSVoiceV2Client: jest.fn(() => ({ send: mockSend })),
}));
jest.mock("@aws-sdk/client-sesv2", () => ({
  ...jest.requireActual("@aws-sdk/client-sesv2"),
  SESv2Client: jest.fn(() => ({ send: mockSend })),
}));
jest.mock("../shared/pinpoint-client", () => ({ pinpointClient: mockPinpointClient }));
jest.mock("@aws-sdk/client-sqs", () => ({
  ...jest.requireActual("@aws-sdk/client-sqs"),
  SQSClient: jest.fn(() => ({ send: mockSend })),
}));
jest.mock("@aws-sdk/lib-dynamodb", () => ({
  ...jest.requireActual("@aws-sdk/lib-dynamodb"),
  DynamoDBDocumentClient: { from: () => mockDynamoDb },
}));

const COMMON = {
  AWS_REGION: "eu-west-1",
  POWERTOOLS_SERVICE_NAME: "message-queuing",
  LANE_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-lane",
  LANE_DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-lane-dead-letter",
  LIMITER_TABLE_NAME: "acme-limiter",
  TARGET_UTILIZATION_PERCENT: "98",
  RATE_LIMITER_MODE: "shared",
  MAX_CONCURRENCY: "2",
  MESSAGE_DEADLINE_SECONDS: "86400",
  ON_UNCERTAIN_SEND: "hold",
};
const lines = inLambda(COMMON, () => {
  const started = performance.now();
  jest.spyOn(Date, "now").mockImplementation(() => 1_795_000_003_000 + performance.now() - started);
});

/** The handler in the environment of a lane. */
function handlerWith(environment: Readonly<Record<string, string>>): Handler {
  process.env = { ...process.env, ...environment };
  requests.length = 0;
  let handler: Handler | undefined;
  jest.isolateModules(() => {
    ({ handler } = require("./handler"));
  });
  if (!handler) throw new Error("The handler was not loaded.");
  return handler;
}

function justSent(body: unknown): SQSEvent {
  const { Records } = sqsEvent(body);
  const SentTimestamp = "1795000002000";
  return { Records: Records.map((record) => ({ ...record, attributes: { ...record.attributes, SentTimestamp } })) };
}

test("the SMS lane sends texts, at the rate of their origination identity", async () => {
  const handler = handlerWith({ CHANNEL: "sms", SMS_PARTS_PER_SECOND: '{"default": 1, "+12065550199": 50}' });
  expect(await handler(smsBatch as unknown as SQSEvent, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(requests).toMatchObject([["SendTextMessageCommand", { MessageBody: "Your code is 123456" }]]);
  expect(mockDynamoDb.table("acme-limiter").get("sms#+12065550199")).toMatchObject({ quota: 50 });
  const sent = lines.find((line) => line["outcome"] === "sent");
  expect(sent).toMatchObject({ channel: "sms", message_id: "sms-1" });
  expect(JSON.stringify(lines)).not.toMatch(/4255550100|123456"/);
});

test("the Pinpoint lane sends by the engagement API when it has one, without trying again by itself", async () => {
  const ENGAGEMENT_API_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:api";
  const handler = handlerWith({ CHANNEL: "pinpoint", ENGAGEMENT_API_ARN, PINPOINT_APPLICATION_ID: "a".repeat(32) });
  const pinpoint = { addresses: { "+14255550100": { ChannelType: "SMS" } }, message_configuration: {} };
  const event = justSent({ version: 1, id: "p", channel: "pinpoint", pinpoint });
  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(requests).toMatchObject([["SendMessagesCommand", { ApplicationId: "a".repeat(32) }]]);
  expect(mockPinpointClient).toHaveBeenLastCalledWith(ENGAGEMENT_API_ARN, expect.objectContaining({ maxAttempts: 1 }));
});

test("the SES lane asks SES for its quota when none is configured", async () => {
  const handler = handlerWith({ CHANNEL: "ses", RATE_LIMITER_MODE: "local" });
  const flat = { from: "news@example.com", to: "ana@example.com", subject: "s", "body-text": "t" };
  expect(await handler(justSent(flat), lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(requests.map(([command]) => command)).toEqual(["GetAccountCommand", "SendEmailCommand"]);
});
