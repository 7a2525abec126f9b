import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { type GetObjectCommand, NoSuchKey, type PutObjectCommand } from "@aws-sdk/client-s3";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { FakeDynamoDb } from "../testing/fake-dynamodb";
import { inLambda } from "../testing/lambda-environment";
import { lambdaContext, sqsEvent } from "../testing/sqs";
import hardBounce from "./events/email-hardbounce.json";

const suppressions: unknown[] = [];
const written: unknown[] = [];
const dynamoDb = new FakeDynamoDb();

/** S3 with one object. */
async function s3({ input }: GetObjectCommand | PutObjectCommand) {
  if ("Body" in input) return void written.push(input);
  if (input.Key !== "raw/events.gz") throw new NoSuchKey({ message: "gone", $metadata: {} });
  return { Body: Readable.from([gzipSync(`${JSON.stringify(hardBounce)}\nnonsense\n`)]) };
}

jest.mock("@aws-sdk/client-s3", () => ({
  ...jest.requireActual("@aws-sdk/client-s3"),
  S3Client: jest.fn(() => ({ send: s3 })),
}));
jest.mock("@aws-sdk/client-sesv2", () => ({
  ...jest.requireActual("@aws-sdk/client-sesv2"),
  SESv2Client: jest.fn(() => ({ send: async ({ input }: { input: unknown }) => void suppressions.push(input) })),
}));
jest.mock("@aws-sdk/lib-dynamodb", () => ({
  ...jest.requireActual("@aws-sdk/lib-dynamodb"),
  DynamoDBDocumentClient: { from: () => dynamoDb },
}));

let handler: (event: SQSEvent, context: ReturnType<typeof lambdaContext>) => Promise<SQSBatchResponse>;
const lines = inLambda(
  {
    AWS_REGION: "eu-west-1",
    POWERTOOLS_SERVICE_NAME: "pinpoint-event-processing",
    EXPLICIT_SUPPRESSION_ENABLED: "true",
    SUPPRESS_UNDETERMINED: "false",
    SOFT_BOUNCE_WINDOW_DAYS: "30",
    COMPLAINT_POLICY: "all",
    CONTACTS_TABLE_NAME: "acme-contacts",
    CONTACTS_KEY_ATTRIBUTE: "email",
    PROCESSED_TABLE_NAME: "acme-processed",
    PROCESSED_RETENTION_DAYS: "90",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

test("reads objects of S3, acts on what is in them, and puts aside what it cannot read", async () => {
  const created = ["raw/events.gz", "raw/gone.gz"].map((key) => ({
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: { bucket: { name: "acme-lake" }, object: { key } },
  }));
  expect(await handler(sqsEvent(...created), lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(suppressions).toEqual([{ EmailAddress: "gone@example.com", Reason: "BOUNCE" }]);
  expect(dynamoDb.table("acme-contacts").get("gone@example.com")).toMatchObject({ status: "BOUNCED" });
  expect(written).toMatchObject([
    { Bucket: "acme-lake", Key: "errors/reader/raw/events.gz.ndjson", ContentType: "application/x-ndjson" },
  ]);
});

test("logs a line for the feedback, one for each object, and the metrics", () => {
  expect(lines).toMatchObject([
    { record_id: "m0", key: "raw/events.gz", event_type: "Bounce", outcome: "processed", count: 1 },
    { record_id: "m0", key: "raw/events.gz", outcome: "processed", count: 2, feedback: 1, malformed: 1 },
    { record_id: "m1", key: "raw/gone.gz", outcome: "missing" },
    { service: "pinpoint-event-processing", deployment: "acme", MalformedLine: 1, MissingObjects: 1, Suppressed: 1 },
  ]);
  expect(JSON.stringify(lines)).not.toContain("@example.com");
});

test("does not start with a wrong environment", () => {
  process.env["PROCESSED_TABLE_NAME"] = "";
  expect(() => jest.isolateModules(() => require("./handler"))).toThrow(
    'PROCESSED_TABLE_NAME must be the processed table\'s name; got "".',
  );
});
