import { rowsOf, sample, sampleNames, sampleText } from "../testing/sample-events";

const FAMILIES: Readonly<Record<string, string>> = { text: "sms", media: "mms", voice: "voice", rcs: "rcs" };

test("08-A1 every documented event becomes one row of its type, with its text in raw", () => {
  const names = sampleNames("eum").filter((name) => name !== "eventbridge-text-delivered");
  expect(names).toHaveLength(47);
  for (const name of names) {
    const [family = "", ...status] = name.split("-");
    const channel = FAMILIES[family];
    const [row, ...others] = rowsOf("eum", sampleText("eum", name));
    expect([row?.channel, row?.event_type]).toEqual([channel, [channel, ...status].join("_")]);
    expect(row?.event_name).toBe(sample("eum", name).eventType);
    expect(row?.raw).toBe(sampleText("eum", name).trim());
    expect(others).toEqual([]);
  }
});

test("08-A1 an event from EventBridge becomes the row of its detail, with the account", () => {
  const record = sample("eum", "eventbridge-text-delivered");
  const [row] = rowsOf("eum", record, { rawStorage: "none" });
  const [detail] = rowsOf("eum", record.detail, { rawStorage: "none" });
  expect({ ...row, event_key: 0 }).toEqual({ ...detail, event_key: 0, aws_account_id: "111122223333" });
});

test("08-A6 texts become booleans and numbers, and what is missing is absent", () => {
  const event = {
    eventType: "TEXT_DELIVERED",
    isFinal: "TRUE",
    isInternationalSend: "false",
    eventTimestamp: "1763630109000",
    totalMessageParts: "2",
    totalMessagePrice: "n/a",
    totalCarrierFee: "0.00302",
  };
  const [row] = rowsOf("eum", event, { rawStorage: "none" });
  expect({ ...row, event_key: 0 }).toEqual({
    event_key: 0,
    channel: "sms",
    event_type: "sms_delivered",
    event_name: "TEXT_DELIVERED",
    event_ms: 1_763_630_109_000,
    is_final: true,
    parts: 2,
    carrier_fee_micros: 3_020,
    attributes: { "sms.is_international_send": "false" },
  });
});

test("events of a family that is not known are kept under their own name", () => {
  expect(rowsOf("eum", { eventType: "NOTIFY_SENT" })).toMatchObject([
    { channel: "unknown", event_type: "notify_sent" },
  ]);
});

test("news of a registration makes no row", () => {
  const counts: unknown[] = [];
  const count = (...call: unknown[]) => void counts.push(call);
  const record = {
    "detail-type": "Registration Status Change",
    source: "aws.sms-voice",
    detail: { registrationId: "r" },
  };
  expect(rowsOf("eum", record, { count })).toEqual([]);
  expect(counts).toEqual([["IgnoredRecords", 1, "Registration"]]);
});

test.each([{}, { eventType: 5 }, { eventType: "" }, { detail: {} }, [], null, "TEXT_SENT"])("refuses %j", (record) => {
  expect(() => rowsOf("eum", JSON.stringify(record))).toThrow("must be a JSON object with eventType");
});
