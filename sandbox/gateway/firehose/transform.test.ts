import { jsonReply } from "../service";
import { firehoseService } from ".";
import { base64, deliver, type EventRecord, FakeClock, FakeCloud, LAMBDA_ARN, NOW } from "./fake-cloud";
import { batches } from "./transform";

let cloud: FakeCloud;

const transformed = (parameters: Readonly<Record<string, string>> = {}) => {
  const all = { LambdaArn: LAMBDA_ARN, NumberOfRetries: "2", ...parameters };
  const Parameters = Object.entries(all).map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue }));
  return { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] } };
};

const put = (...records: string[]) => deliver(firehoseService(cloud, new FakeClock()), "events", records);

/** Lines of what failed. */
const failures = (): Record<string, unknown>[] =>
  cloud
    .texts("processing-failed/")
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

beforeEach(() => {
  cloud = new FakeCloud();
  cloud.stream("events", transformed());
});

const answers = (answer: (record: EventRecord, index: number) => object[]): void => {
  cloud.transform = (records) => jsonReply({ records: records.flatMap(answer) });
};

it("the function gets the documented event, and its answer is delivered", async () => {
  answers(({ recordId, data }) => [{ recordId, result: "Ok", data: base64(`<${Buffer.from(data, "base64")}>`) }]);
  expect(await put("a", "", "ä")).toMatchObject({ records: 3, dropped: 0, failed: 0 });
  expect(cloud.texts("2026/")).toEqual(["<a><><ä>"]);
  expect(cloud.events).toEqual([
    {
      invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deliveryStreamArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
      region: "us-east-1",
      records: ["a", "", "ä"].map((text) => ({
        recordId: expect.stringMatching(/^49\d{54}$/),
        approximateArrivalTimestamp: NOW,
        data: base64(text),
      })),
    },
  ]);
  expect(new Set(cloud.events[0]?.records.map(({ recordId }) => recordId)).size).toBe(3);
});

it("dropped records are gone, failed ones are below the error prefix, the others are delivered", async () => {
  const results = ["Ok", "Dropped", "ProcessingFailed"];
  answers(({ recordId, data }, index) => [{ recordId, result: results[index], data }]);
  expect(await put("a", "b", "c")).toMatchObject({ records: 3, dropped: 1, failed: 1, lost: 0 });
  expect(cloud.texts("2026/")).toEqual(["a"]);
  expect(failures()).toEqual([
    {
      attemptsMade: 1,
      arrivalTimestamp: NOW,
      errorCode: "Lambda.ProcessingFailedStatus",
      errorMessage: "ProcessingFailed status set for record",
      attemptEndingTimestamp: NOW,
      rawData: base64("c"),
      lambdaArn: LAMBDA_ARN,
    },
  ]);
  expect(cloud.losses).toEqual([]);
});

it.each<[string, (record: EventRecord) => object[], string]>([
  ["is missing", () => [], "Lambda.MissingRecordId"],
  ["comes twice", (record) => [record, record].map((each) => ({ ...each, result: "Ok" })), "Lambda.DuplicatedRecordId"],
  ["has another result", (record) => [{ ...record, result: "ok" }], "Lambda.JsonProcessingException"],
  ["is no base64", ({ recordId }) => [{ recordId, result: "Ok", data: "{}" }], "Lambda.JsonProcessingException"],
  ["has no data", ({ recordId }) => [{ recordId, result: "Ok" }], "Lambda.JsonProcessingException"],
])("an answer that %s fails its record and no other", async (_, answer, errorCode) => {
  answers((record) => (record.data === base64("bad") ? answer(record) : [{ ...record, result: "Ok" }]));
  expect(await put("a", "bad", "b")).toMatchObject({ failed: 1 });
  expect(cloud.texts("2026/")).toEqual(["ab"]);
  expect(failures()).toEqual([expect.objectContaining({ errorCode, attemptsMade: 1, rawData: base64("bad") })]);
});

it.each([
  ["an error", { status: 200, headers: { "x-amz-function-error": "Unhandled" }, body: "{}" }, "Lambda.FunctionError"],
  ["more than 6 MB", { status: 200, body: `"${"x".repeat(6_291_556)}"` }, "Lambda.FunctionError"],
  ["throttling", jsonReply({ __type: "TooManyRequestsException" }, 429), "Lambda.TooManyRequestsException"],
])("%s is tried again, as often as the stream says", async (_, reply, errorCode) => {
  cloud.transform = () => reply;
  expect(await put("a", "b")).toMatchObject({ records: 2, failed: 2 });
  expect(cloud.events).toHaveLength(3);
  expect(failures().map((line) => [line["errorCode"], line["attemptsMade"]])).toEqual([
    [errorCode, 3],
    [errorCode, 3],
  ]);
});

it("an answer of the second attempt counts", async () => {
  const { transform } = cloud;
  cloud.transform = (records) => (cloud.events.length === 1 ? { status: 502, body: "" } : transform(records));
  expect(await put("a")).toMatchObject({ failed: 0 });
  expect(cloud.texts("2026/")).toEqual(["a"]);
});

it.each(["no JSON", "null", '{"records": {}}'])("%s as the whole answer fails the call's records", async (body) => {
  cloud.transform = () => ({ status: 200, body });
  expect(await put("a", "b")).toMatchObject({ failed: 2 });
  expect(failures().map((line) => line["errorCode"])).toEqual(Array(2).fill("Lambda.JsonProcessingException"));
});

it("a missing right is a lost delivery in the log, too", async () => {
  cloud.refused.add("lambda");
  expect(await put("a")).toMatchObject({ failed: 1, lost: 0 });
  expect(failures()).toEqual([expect.objectContaining({ errorCode: "Lambda.InvokeAccessDenied" })]);
  expect(cloud.losses).toEqual([
    "firehose: 1 records of stream events to its destination but to processing-failed/2026/11/20/09/: " +
      "Lambda.InvokeAccessDenied: no right",
  ]);
});

it("one call has as many source bytes as the buffer of the processor, at least one record", () => {
  const records = [4, 4, 4, 20, 1].map((length) => ({ data: Buffer.alloc(length), arrivedAt: NOW }));
  expect(batches(records, 8).map((batch) => batch.map(({ data }) => data.length))).toEqual([[4, 4], [4], [20], [1]]);
  expect(batches([], 8)).toEqual([]);
});
