import { Agent } from "node:https";
import { MessageRejected } from "@aws-sdk/client-sesv2";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { FakeDynamoDb } from "../testing/fake-dynamodb";
import { inLambda } from "../testing/lambda-environment";
import { lambdaContext } from "../testing/sqs";
import batch from "./events/sqs-ses-batch.json";

type Request = Readonly<Record<string, unknown>>;

const requests: (readonly [command: string, input: Request])[] = [];
let answer: (input: Request) => Record<string, unknown> = () => ({});
const mockSend = async (command: { constructor: { name: string }; input: Request }) => {
  requests.push([command.constructor.name, command.input]);
  return answer(command.input);
};
const mockDynamoDb = new FakeDynamoDb();

jest.mock("@aws-sdk/client-sesv2", () => ({
  ...jest.requireActual("@aws-sdk/client-sesv2"),
  SESv2Client: jest.fn(() => ({ send: mockSend })),
}));
jest.mock("@aws-sdk/client-sqs", () => ({
  ...jest.requireActual("@aws-sdk/client-sqs"),
  SQSClient: jest.fn(() => ({ send: mockSend })),
}));
jest.mock("@aws-sdk/lib-dynamodb", () => ({
  ...jest.requireActual("@aws-sdk/lib-dynamodb"),
  DynamoDBDocumentClient: { from: () => mockDynamoDb },
}));

let handler: (event: SQSEvent, context: ReturnType<typeof lambdaContext>) => Promise<SQSBatchResponse>;
const lines = inLambda(
  {
    AWS_REGION: "eu-west-1",
    POWERTOOLS_SERVICE_NAME: "message-queuing",
    CHANNEL: "ses",
    LANE_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-lane-ses",
    LANE_DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-lane-ses-dead-letter",
    LIMITER_TABLE_NAME: "acme-limiter",
    DEDUPE_TABLE_NAME: "acme-dedupe",
    DEDUPLICATION_WINDOW_HOURS: "336",
    SES_MESSAGES_PER_SECOND: "500",
    TARGET_UTILIZATION_PERCENT: "98",
    RATE_LIMITER_MODE: "shared",
    MAX_CONCURRENCY: "2",
    MESSAGE_DEADLINE_SECONDS: "86400",
    ON_UNCERTAIN_SEND: "hold",
    SES_CONFIGURATION_SET_NAME: "acme",
    RESULT_QUEUE_ARN: "arn:aws:sqs:eu-west-1:123456789012:results",
  },
  () => {
    // A second after the sample messages were put into the queue.
    const started = performance.now();
    jest.spyOn(Date, "now").mockImplementation(() => 1_795_000_003_000 + performance.now() - started);
    ({ handler } = require("./handler"));
  },
);

beforeEach(() => {
  requests.length = 0;
  lines.length = 0;
  mockDynamoDb.table("acme-dedupe").clear();
});

function inputsOf(name: string): Request[] {
  return requests.flatMap(([command, input]) => (command === name ? [input] : []));
}

test("sends the batch of samples with the names of its environment, and gives nothing back", async () => {
  answer = (input) =>
    "BulkEmailEntries" in input
      ? { BulkEmailEntryResults: [{ Status: "SUCCESS" }, { Status: "SUCCESS" }] }
      : { MessageId: "0100" };
  expect(await handler(batch as unknown as SQSEvent, lambdaContext())).toEqual({ batchItemFailures: [] });
  const [simple, template, raw] = inputsOf("SendEmailCommand");
  const common = { FromEmailAddress: "News <news@example.com>", ConfigurationSetName: "acme" };
  expect(simple).toMatchObject({ ...common, Content: { Simple: { Subject: { Data: "Hello" } } } });
  expect(template).toMatchObject({
    Content: { Template: { TemplateName: "welcome", TemplateData: '{"name":"Ana"}' } },
  });
  expect(raw).toMatchObject({ Destination: { ToAddresses: ["success+r@simulator.amazonses.com"] } });
  expect(inputsOf("SendBulkEmailCommand")).toHaveLength(1);
  expect([...mockDynamoDb.table("acme-dedupe").values()]).toMatchObject(Array(4).fill({ state: "sent" }));
  const [results] = inputsOf("SendMessageBatchCommand");
  expect(results).toMatchObject({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/results" });
});

test("writes the metrics of the lane, and no address into the log", async () => {
  answer = () => ({ MessageId: "0100" });
  await handler({ Records: batch.Records.slice(0, 2) } as unknown as SQSEvent, lambdaContext());
  const metrics = lines.find((line) => line["Sent"] !== undefined);
  expect(metrics).toMatchObject({
    service: "message-queuing",
    deployment: "acme",
    channel: "ses",
    Sent: 2,
    Recipients: 2,
  });
  expect(lines.filter((line) => line["outcome"] === "sent")).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toMatch(/@/);
});

test("keeps no connection to SES beyond a call, as it would break while the function is frozen", async () => {
  const destroy = jest.spyOn(Agent.prototype, "destroy");
  answer = () => ({ MessageId: "0100" });
  await handler({ Records: batch.Records.slice(0, 1) } as unknown as SQSEvent, lambdaContext());
  expect(destroy).toHaveBeenCalledTimes(1);
});

test("a mail from an identity that is not verified becomes a dead letter that says why", async () => {
  const message = "Email address is not verified. The following identities failed the check: news@example.com";
  answer = (input) => {
    if ("FromEmailAddress" in input) throw new MessageRejected({ message, $metadata: {} });
    return {};
  };
  const [record] = batch.Records;
  expect(await handler({ Records: [record] } as unknown as SQSEvent, lambdaContext())).toEqual({
    batchItemFailures: [],
  });
  expect(inputsOf("SendMessageCommand")).toMatchObject([
    {
      QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-lane-ses-dead-letter",
      MessageBody: record?.body,
      MessageAttributes: {
        failure_class: { StringValue: "rejected" },
        failure_code: { StringValue: "MessageRejected" },
        failure_message: { StringValue: message },
        original_message_id: { StringValue: record?.messageId },
        receive_count: { DataType: "Number", StringValue: "1" },
        failed_at: { StringValue: expect.stringMatching(/^2026-11-18T/) },
      },
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/news@example/);
});

test("a throttled mail comes back after its back-off", async () => {
  answer = (input) => {
    if ("FromEmailAddress" in input)
      throw Object.assign(new Error("Maximum sending rate exceeded."), { name: "Throttling" });
    return {};
  };
  const [record] = batch.Records;
  const failures = { batchItemFailures: [{ itemIdentifier: record?.messageId }] };
  expect(await handler({ Records: [record] } as unknown as SQSEvent, lambdaContext())).toEqual(failures);
  expect(inputsOf("ChangeMessageVisibilityBatchCommand")).toMatchObject([
    { Entries: [{ Id: record?.messageId, ReceiptHandle: "rh-0", VisibilityTimeout: expect.any(Number) }] },
  ]);
});

test("refuses what is no SQS event, and a wrong environment", async () => {
  await expect(handler({} as SQSEvent, lambdaContext())).rejects.toThrow("The event must be an SQS event");
  process.env["ON_UNCERTAIN_SEND"] = "maybe";
  expect(() => jest.isolateModules(() => require("./handler"))).toThrow(
    'ON_UNCERTAIN_SEND must be one of hold, resend; got "maybe".',
  );
});
