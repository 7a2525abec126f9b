import type { FirehoseTransformationEvent, FirehoseTransformationResult } from "aws-lambda";
import { firehoseEvent, rowsOf } from "../testing/firehose";
import { inLambda } from "../testing/lambda-environment";
import { sample } from "../testing/sample-events";

let handler: (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult>;
const lines = inLambda(
  {
    POWERTOOLS_SERVICE_NAME: "pinpoint-sms-event-db",
    RAW_STORAGE: "column",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

test("answers each record of a batch once: rows, nothing for news of a registration, failure for what is no event", async () => {
  const registration = { "detail-type": "Registration Status Change", source: "aws.sms-voice", detail: {} };
  const { records } = await handler(firehoseEvent(sample("eum", "text-delivered"), registration, { messageId: "m" }));
  expect(records.map(({ recordId, result }) => [recordId, result])).toEqual([
    ["r0", "Ok"],
    ["r1", "Dropped"],
    ["r2", "ProcessingFailed"],
  ]);
  expect(rowsOf(records[0] ?? {})).toMatchObject([{ event_type: "sms_delivered", raw: expect.any(String) }]);
});

test("writes a log line for each failure and one line of metrics, and no number", () => {
  expect(lines).toMatchObject([
    { level: "ERROR", service: "pinpoint-sms-event-db", deployment: "acme", record_id: "r2", reason: "MALFORMED" },
    { reason: "Registration", IgnoredRecords: 1 },
    { deployment: "acme", RecordsReceived: 3, RecordsFailed: 1, MalformedRecords: 1, IgnoredRecords: 1 },
  ]);
  expect(JSON.stringify(lines)).not.toContain("+1");
});

test("does not start with a wrong environment", () => {
  process.env["RAW_STORAGE"] = "maybe";
  expect(() => jest.isolateModules(() => require("./handler"))).toThrow(
    'RAW_STORAGE must be one of column, backup, none; got "maybe".',
  );
});
