import * as fc from "fast-check";
import { ARRIVED_MS, firehoseEvent, textOf } from "../../testing/firehose";
import { RecordingObservers } from "../../testing/observers";
import { InvalidInputError } from "../errors";
import type { Flatten } from "./row";
import { firehoseTransformation } from "./transform";

/** Keeps what has a `name`, and drops `{}`. */
const flatten: Flatten = ({ value }) => {
  const { name } = value as { name?: string };
  if (name === "refused") throw new InvalidInputError("refused@example.com is not known.");
  if (name === "bug") throw new TypeError("gone@example.com of undefined");
  return name === undefined ? [] : [{ event: { channel: "app", event_type: name, event_name: name } }];
};

let observers: RecordingObservers;
beforeEach(() => {
  observers = new RecordingObservers();
});

const transform = (event = firehoseEvent(), rawStorage: "column" | "none" = "none") =>
  firehoseTransformation(observers, { flatten, rawStorage })(event);

test("answers every record once and in order, with lines that end in a newline", async () => {
  const { records } = await transform(
    firehoseEvent({ name: "a" }, {}, "{", { name: "refused" }, '{"name":"b"}{}{"name":"c"}'),
  );
  expect(records.map(({ recordId, result }) => [recordId, result])).toEqual([
    ["r0", "Ok"],
    ["r1", "Dropped"],
    ["r2", "ProcessingFailed"],
    ["r3", "ProcessingFailed"],
    ["r4", "Ok"],
  ]);
  const last = textOf(records[4] ?? {});
  expect(last.endsWith("}\n")).toBe(true);
  expect(last.match(/"event_type":"."/g)).toEqual(['"event_type":"b"', '"event_type":"c"']);
  expect(observers.counts).toEqual({ RecordsReceived: 5, RecordsFailed: 2, MalformedRecords: 2 });
});

test("logs failures without addresses, and gives the record back as it came", async () => {
  const event = firehoseEvent({ name: "refused" }, { name: "bug" });
  const { records } = await transform(event);
  expect(records.map(({ data }) => data)).toEqual(event.records.map(({ data }) => data));
  expect(observers.lines).toEqual([
    [
      "error",
      "*** is not known.",
      { record_id: "r0", outcome: "failed", reason: "MALFORMED", error_name: "InvalidInputError" },
    ],
    [
      "error",
      "*** of undefined",
      { record_id: "r1", outcome: "failed", reason: "UNEXPECTED", error_name: "TypeError" },
    ],
  ]);
  expect(observers.counts).toEqual({ RecordsReceived: 2, RecordsFailed: 2, MalformedRecords: 1 });
});

test.each([
  ["data that is no base64", "not base64!", "is not base64"],
  ["base64 that Buffer would read but nobody writes", "eyJuYW1lIjoiYSJ9=", "is not base64"],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]).toString("base64"), "is not UTF-8"],
  ["an empty record", "", "is not JSON"],
])("fails %s", async (_, data, message) => {
  const event = firehoseEvent({ name: "a" });
  const { records } = await transform({ ...event, records: event.records.map((record) => ({ ...record, data })) });
  expect(records).toEqual([{ recordId: "r0", result: "ProcessingFailed", data }]);
  expect(observers.lines[0]?.[1]).toContain(message);
});

test("the answer stays below Lambda's 6 MB: rows that have no room left fail", async () => {
  const record = JSON.stringify({ name: "x".repeat(800_000) });
  const { records } = await transform(firehoseEvent(record, record, record, { name: "small" }), "column");
  expect(records.map(({ result }) => result)).toEqual(["Ok", "ProcessingFailed", "ProcessingFailed", "Ok"]);
  expect(JSON.stringify({ records }).length).toBeLessThan(6_000_000);
  expect(observers.counts).toMatchObject({ RecordsFailed: 2, OversizedRecords: 2 });
  expect(observers.lines[0]?.[1]).toContain("A smaller BufferSizeInMBs of the processor leaves more.");
});

test("gives flattening the time of arrival", async () => {
  const seen: unknown[] = [];
  const spy: Flatten = ({ arrivedMs }) => {
    seen.push(arrivedMs);
    return [];
  };
  await firehoseTransformation(observers, { flatten: spy, rawStorage: "none" })(firehoseEvent({}));
  expect(seen).toEqual([ARRIVED_MS]);
});

test.each([{}, null, { records: [{ recordId: 1 }] }, { Records: [] }])("refuses %j as a whole", async (event) => {
  await expect(transform(event as never)).rejects.toThrow("The event must be a Firehose transformation event");
});

test("whatever the records are, each is answered once and in order, and the answer can be read", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.array(fc.json()).map((parts) => parts.join("")),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text), async (texts) => {
      const event = firehoseEvent(...texts);
      const { records } = await transform(event, "column");
      expect(records.map(({ recordId }) => recordId)).toEqual(event.records.map(({ recordId }) => recordId));
      for (const { result, data = "" } of records) {
        expect(["Ok", "Dropped", "ProcessingFailed"]).toContain(result);
        expect(Buffer.from(data, "base64").toString("base64")).toBe(data);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});
