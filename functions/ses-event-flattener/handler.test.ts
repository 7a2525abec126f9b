import type { FirehoseTransformationEvent, FirehoseTransformationResult } from "aws-lambda";
import { firehoseEvent, rowsOf } from "../testing/firehose";
import { inLambda } from "../testing/lambda-environment";
import { sample } from "../testing/sample-events";

let handler: (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult>;
const lines = inLambda(
  {
    POWERTOOLS_SERVICE_NAME: "ses-s3-event-db",
    RAW_STORAGE: "column",
    STORE_HEADERS: "false",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

test("answers each record of a batch once: rows, and failure for what is no event of SES", async () => {
  const { records } = await handler(firehoseEvent(sample("ses", "event-open"), { event_type: "_email.open" }, "{"));
  expect(records.map(({ recordId, result }) => [recordId, result])).toEqual([
    ["r0", "Ok"],
    ["r1", "ProcessingFailed"],
    ["r2", "ProcessingFailed"],
  ]);
  const [row] = rowsOf(records[0] ?? {});
  expect(row).toMatchObject({ event_type: "email_open" });
  expect(row?.["raw"]).not.toContain('headers":');
});

test("writes a log line for each failure and one line of metrics, and no address", () => {
  expect(lines).toMatchObject([
    { level: "ERROR", service: "ses-s3-event-db", deployment: "acme", record_id: "r1", reason: "MALFORMED" },
    { level: "ERROR", record_id: "r2", reason: "MALFORMED" },
    { deployment: "acme", RecordsReceived: 3, RecordsFailed: 2, MalformedRecords: 2 },
  ]);
  expect(JSON.stringify(lines)).not.toContain("@example.com");
});

test("does not start with a wrong environment", () => {
  process.env["STORE_HEADERS"] = "maybe";
  expect(() => jest.isolateModules(() => require("./handler"))).toThrow(
    'STORE_HEADERS must be true or false; got "maybe".',
  );
});
