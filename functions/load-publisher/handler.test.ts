import type { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { inLambda } from "../testing/lambda-environment";

const inputs: SendMessageBatchCommand["input"][] = [];
const mockSend = async ({ input }: SendMessageBatchCommand) => {
  inputs.push(input);
  // The first call's first entry fails once.
  return inputs.length === 1 ? { Failed: [{ Id: "0" }] } : {};
};

jest.mock("@aws-sdk/client-sqs", () => ({
  ...jest.requireActual("@aws-sdk/client-sqs"),
  SQSClient: jest.fn(() => ({ send: mockSend })),
}));

let handler: (event: { time: string }) => Promise<unknown>;
const lines = inLambda(
  {
    AWS_REGION: "eu-west-1",
    POWERTOOLS_SERVICE_NAME: "message-queuing",
    LANE_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-lane-ses",
    LOAD_MESSAGES_PER_MINUTE: "30",
    LOAD_PATTERN: "even",
    LOAD_FROM_ADDRESS: "load@example.com",
    LOAD_MIX: '{"success": 2, "bounce": 1}',
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

test("puts the load of its environment into the lane, and what was not taken once more", async () => {
  expect(await handler({ time: "2026-11-23T10:00:00Z" })).toEqual({ published: 30, failed: 0 });
  expect(inputs.map(({ Entries }) => Entries?.length)).toEqual([10, 10, 10, 1]);
  expect(inputs[0]).toMatchObject({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-lane-ses" });
  expect(inputs[0]?.Entries?.[1]).toMatchObject({ Id: "1", DelaySeconds: 2 });
  expect(inputs[3]?.Entries?.[0]?.MessageBody).toBe(inputs[0]?.Entries?.[0]?.MessageBody);
  expect(lines).toMatchObject([{ outcome: "published", count: 30, deployment: "acme" }]);
});

test("does not start with a wrong environment", () => {
  process.env["LOAD_MIX"] = '{"success": 0}';
  expect(() => jest.isolateModules(() => require("./handler"))).toThrow(
    "LOAD_MIX must be a JSON object of numbers above 0",
  );
});
