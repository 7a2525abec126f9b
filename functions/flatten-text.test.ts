import { flattenText } from "./flatten-text";

const rowsOf = (...call: Parameters<typeof flattenText>) => flattenText(...call).map((line) => JSON.parse(line));
const send = JSON.stringify({
  eventType: "Send",
  mail: { timestamp: "2026-11-20T09:15:02.310Z", headers: [], tags: { campaign_id: ["c1"] } },
});

test("writes the rows that the source's function would write", () => {
  expect(rowsOf("pinpoint", '{"event_type":"_session.start"}')).toMatchObject([{ event_type: "session_start" }]);
  expect(rowsOf("ses", send)).toMatchObject([{ event_type: "email_send", campaign_id: "c1" }]);
  expect(rowsOf("eum", '{"eventType":"TEXT_SENT"}')).toMatchObject([{ event_type: "sms_sent" }]);
});

test("has the defaults of the modules, and takes what they can be set to", () => {
  expect(rowsOf("pinpoint", send).map((row) => [row.event_type, row.application_id])).toEqual([
    ["email_send", "ses"],
    ["campaign_send", "ses"],
  ]);
  expect(rowsOf("pinpoint", send, { emitCampaignSend: false, defaultApplicationId: "app" })).toMatchObject([
    { application_id: "app" },
  ]);
  expect(rowsOf("ses", send)[0].raw).not.toContain("headers");
  expect(rowsOf("ses", send, { storeHeaders: true, arrivedMs: 5 })).toMatchObject([{ raw: send, arrival_ms: 5 }]);
  expect(rowsOf("ses", send, { rawStorage: "backup" })[0]).not.toHaveProperty("raw");
});

test("throws where the function would fail the record", () => {
  expect(() => flattenText("ses", "{}")).toThrow("must be a JSON object with eventType or notificationType");
});
