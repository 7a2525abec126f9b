import type { FirehoseTransformationEvent, FirehoseTransformationResult } from "aws-lambda";
import { firehoseEvent, rowsOf } from "../testing/firehose";
import { sample } from "../testing/sample-events";

const environment = {
  // Development mode writes to the global console, but switches metrics off unless told otherwise.
  POWERTOOLS_DEV: "true",
  POWERTOOLS_METRICS_DISABLED: "false",
  POWERTOOLS_SERVICE_NAME: "pinpoint-sms-event-db",
  POWERTOOLS_METRICS_NAMESPACE: "UserEngagement",
  POWERTOOLS_LOG_LEVEL: "INFO",
  DEPLOYMENT: "acme",
  RAW_STORAGE: "column",
};

const savedEnvironment = process.env;
const lines: Record<string, unknown>[] = [];
let handler: (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult>;

beforeAll(() => {
  process.env = { ...savedEnvironment, ...environment };
  for (const level of ["log", "info", "warn", "error"] as const) {
    jest.spyOn(console, level).mockImplementation((...[line]: unknown[]) => void lines.push(JSON.parse(String(line))));
  }
  ({ handler } = require("./handler"));
});
afterAll(() => {
  process.env = savedEnvironment;
  jest.restoreAllMocks();
});

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
