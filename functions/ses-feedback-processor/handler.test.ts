import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { FakeDynamoDb } from "../testing/fake-dynamodb";
import { inLambda } from "../testing/lambda-environment";
import { lambdaContext } from "../testing/sqs";
import batch from "./events/lambda-sqs-batch-raw-off.json";

const calls: Record<string, unknown>[] = [];
const send = async ({ input }: { input: Record<string, unknown> }) => void calls.push(input);
const dynamoDb = new FakeDynamoDb();

jest.mock("@aws-sdk/client-sesv2", () => ({
  ...jest.requireActual("@aws-sdk/client-sesv2"),
  SESv2Client: jest.fn(() => ({ send })),
}));
jest.mock("@aws-sdk/lib-dynamodb", () => ({
  ...jest.requireActual("@aws-sdk/lib-dynamodb"),
  DynamoDBDocumentClient: { from: () => dynamoDb },
}));

let handler: (event: SQSEvent, context: ReturnType<typeof lambdaContext>) => Promise<SQSBatchResponse>;
const lines = inLambda(
  {
    AWS_REGION: "eu-west-1",
    POWERTOOLS_SERVICE_NAME: "ses-event-processing",
    EXPLICIT_SUPPRESSION_ENABLED: "true",
    SUPPRESS_UNDETERMINED: "false",
    SOFT_BOUNCE_WINDOW_DAYS: "30",
    COMPLAINT_POLICY: "all",
    CONTACTS_TABLE_NAME: "acme-contacts",
    CONTACTS_KEY_ATTRIBUTE: "address",
    PROCESSED_TABLE_NAME: "acme-processed",
    PROCESSED_RETENTION_DAYS: "90",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

test("handles a batch as the queue delivers it, with the clients and names of its environment", async () => {
  expect(await handler(batch as unknown as SQSEvent, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(calls).toEqual([
    { EmailAddress: "gone@example.com", Reason: "BOUNCE" },
    { EmailAddress: "erin@example.com", Reason: "COMPLAINT" },
  ]);
  const contacts = dynamoDb.table("acme-contacts");
  expect(contacts.get("gone@example.com")).toMatchObject({ address: "gone@example.com", status: "BOUNCED" });
  expect(contacts.get("erin@example.com")).toMatchObject({ status: "COMPLAINED" });
  expect(dynamoDb.table("acme-processed").size).toBe(2);
});

test("writes one log line per record and one line of metrics, and no address", () => {
  const [first, second, metrics, ...others] = lines;
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    level: "INFO",
    service: "ses-event-processing",
    deployment: "acme",
    record_id: "059f36b4-87a3-44ab-83d2-661975000000",
    feedback_id: "0100019f3a7c2b90-aa7d3f10-1c2d-4a5b-8c9d-0e1f2a3b4c5d-000000",
    event_type: "Bounce",
    reason: "Permanent/General",
    outcome: "processed",
    count: 1,
    receive_count: 1,
  });
  expect(second).toMatchObject({ event_type: "Complaint", reason: "Complaint/abuse" });
  expect(metrics).toMatchObject({
    service: "ses-event-processing",
    deployment: "acme",
    RecordsReceived: 2,
    Suppressed: 2,
    ContactUpdated: 2,
  });
  expect(JSON.stringify(lines)).not.toContain("@example.com");
});

test("does not start with a wrong environment", () => {
  process.env["PROCESSED_RETENTION_DAYS"] = "0";
  expect(() => jest.isolateModules(() => require("./handler"))).toThrow(
    'PROCESSED_RETENTION_DAYS must be a whole number from 1 to 400; got "0".',
  );
});
