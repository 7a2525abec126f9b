import type { FirehoseTransformationEvent, FirehoseTransformationResult } from "aws-lambda";
import { firehoseEvent, rowsOf } from "../testing/firehose";
import { inLambda } from "../testing/lambda-environment";
import { sample } from "../testing/sample-events";
import batch from "./events/lambda-firehose-transform-batch.json";

let handler: (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult>;
const lines = inLambda(
  {
    POWERTOOLS_SERVICE_NAME: "pinpoint-s3-event-db",
    RAW_STORAGE: "column",
    EMIT_CAMPAIGN_SEND: "true",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

test("07-A6 answers each record of a batch once: rows, nothing for a test record, failure for what is no JSON", async () => {
  const event = firehoseEvent(
    sample("pinpoint", "email-open"),
    sample("pinpoint", "test-event-stream"),
    '{"event_type":',
    "",
  );
  const records = [...event.records, { recordId: "r4", approximateArrivalTimestamp: 0, data: "%%%" }];
  const answer = await handler({ ...event, records });
  expect(answer.records.map(({ recordId, result }) => [recordId, result])).toEqual([
    ["r0", "Ok"],
    ["r1", "Dropped"],
    ["r2", "ProcessingFailed"],
    ["r3", "ProcessingFailed"],
    ["r4", "ProcessingFailed"],
  ]);
  expect(rowsOf(answer.records[0] ?? {})).toMatchObject([{ event_type: "email_open", raw: expect.any(String) }]);
});

test("takes the batch that Firehose would send", async () => {
  const { records } = await handler(batch);
  expect(records.map(({ result }) => result)).toEqual(["Ok", "Ok", "Dropped"]);
  expect(records.flatMap(rowsOf).map((row) => [row["event_type"], row["application_id"]])).toEqual([
    ["email_open", "a1b2c3d4e5f64718a9b0c1d2e3f40516"],
    ["email_click", "ses"],
  ]);
});

test("writes a log line for each failure and one line of metrics, with their reasons", () => {
  expect(lines.filter(({ level }) => level === "ERROR")).toMatchObject([
    { service: "pinpoint-s3-event-db", deployment: "acme", record_id: "r2", outcome: "failed", reason: "MALFORMED" },
    { record_id: "r3", message: expect.stringContaining("is not JSON") },
    { record_id: "r4", message: "The record's data is not base64." },
  ]);
  const metrics = lines.filter((line) => "RecordsReceived" in line);
  expect(metrics).toMatchObject([
    { deployment: "acme", RecordsReceived: 5, RecordsFailed: 3, MalformedRecords: 3, IgnoredRecords: 1 },
    { RecordsReceived: 3, IgnoredRecords: 1 },
  ]);
  expect(lines.filter(({ reason }) => reason === "TestEvent")).toHaveLength(2);
});

test("does not start with a wrong environment", () => {
  process.env["EMIT_CAMPAIGN_SEND"] = "maybe";
  expect(() => jest.isolateModules(() => require("./handler"))).toThrow(
    'EMIT_CAMPAIGN_SEND must be true or false; got "maybe".',
  );
});
