import { rowsOf, sample, sampleNames, sampleText } from "../testing/sample-events";

const ARRIVED_MS = 1_763_630_109_000;

const EXPECTED: Readonly<Record<string, readonly [channel: string, eventType: string, eventName: string]>> = {
  "campaign-opened-notification": ["campaign", "campaign_opened_notification", "_campaign.opened_notification"],
  "campaign-received-background": ["campaign", "campaign_received_background", "_campaign.received_background"],
  "campaign-received-foreground": ["campaign", "campaign_received_foreground", "_campaign.received_foreground"],
  "campaign-send": ["campaign", "campaign_send", "_campaign.send"],
  "custom-webinar-registration": ["app", "webinar_registered", "webinar_registered"],
  "email-click": ["email", "email_click", "_email.click"],
  "email-complaint": ["email", "email_complaint", "_email.complaint"],
  "email-delivered": ["email", "email_delivered", "_email.delivered"],
  "email-hardbounce": ["email", "email_hardbounce", "_email.hardbounce"],
  "email-open": ["email", "email_open", "_email.open"],
  "email-rejected": ["email", "email_rejected", "_email.rejected"],
  "email-rendering-failure": ["email", "email_rendering_failure", "_email.rendering_failure"],
  "email-send": ["email", "email_send", "_email.send"],
  "email-softbounce": ["email", "email_softbounce", "_email.softbounce"],
  "email-unsubscribe": ["email", "email_unsubscribe", "_email.unsubscribe"],
  "journey-send": ["journey", "journey_send", "_journey.send"],
  "session-start": ["app", "session_start", "_session.start"],
  "session-stop": ["app", "session_stop", "_session.stop"],
  "sms-buffered": ["sms", "sms_buffered", "_SMS.BUFFERED"],
  "sms-failure": ["sms", "sms_failure", "_SMS.FAILURE"],
  "sms-optout": ["sms", "sms_optout", "_SMS.OPTOUT"],
  "sms-success": ["sms", "sms_success", "_SMS.SUCCESS"],
};

test("07-A3 every documented event of the stream becomes one row of its type, with its text in raw", () => {
  const names = sampleNames("pinpoint").filter((name) => name !== "test-event-stream");
  expect(names).toEqual(Object.keys(EXPECTED));
  for (const name of names) {
    const [row, ...others] = rowsOf("pinpoint", sampleText("pinpoint", name));
    expect([row?.channel, row?.event_type, row?.event_name]).toEqual(EXPECTED[name]);
    expect(row?.raw).toBe(sampleText("pinpoint", name).trim());
    expect(others).toEqual([]);
  }
});

test("07-A3 the record that only tests the stream makes no row", () => {
  const counts: unknown[] = [];
  const count = (...call: unknown[]) => void counts.push(call);
  expect(rowsOf("pinpoint", sampleText("pinpoint", "test-event-stream"), { count })).toEqual([]);
  expect(counts).toEqual([["IgnoredRecords", 1, "TestEvent"]]);
});

const click = {
  eventType: "Click",
  mail: {
    timestamp: "2026-11-20T09:15:02.310Z",
    messageId: "m1",
    tags: { pinpoint_app_id: ["app"], endpoint_id: ["ep"], campaign_id: ["c1"] },
  },
  click: { timestamp: "2026-11-20T11:00:09Z", link: "https://www.example.com", linkTags: { section: ["hero"] } },
};

test.each([
  ["bare", click],
  ["in an SNS envelope", { Type: "Notification", Message: JSON.stringify(click) }],
  ["in an EventBridge event", { "detail-type": "Email Clicked", source: "aws.ses", detail: click }],
])("07-A4 takes SES events %s", (_, record) => {
  expect(rowsOf("pinpoint", record)).toMatchObject([
    {
      channel: "email",
      event_type: "email_click",
      event_name: "Click",
      application_id: "app",
      endpoint_id: "ep",
      campaign_id: "c1",
      link: "https://www.example.com",
      event_ms: Date.parse("2026-11-20T11:00:09Z"),
      raw: JSON.stringify(record),
    },
  ]);
});

test("07-A4 a click on a link that unsubscribes is no plain click", () => {
  const linkTags = { UnsubscribeLinkTag: ["click"] };
  expect(rowsOf("pinpoint", { ...click, click: { ...click.click, linkTags } })).toMatchObject([
    {
      event_type: "email_unsubscribe",
      event_name: "Click",
      attributes: { "click.link_tags": '{"unsubscribelinktag":["click"]}' },
    },
  ]);
});

test("07-A5 a Send tagged with its campaign also makes the row that Pinpoint would have written", () => {
  const tags = {
    campaign_id: ["c1"],
    treatment_id: ["t1"],
    pinpoint_app_id: ["app"],
    endpoint_id: ["ep"],
    tenant: ["x"],
  };
  const send = { eventType: "Send", mail: { ...click.mail, sendingAccountId: "111122223333", tags } };
  const [row, derived, ...others] = rowsOf("pinpoint", send, { arrivedMs: ARRIVED_MS });
  expect(others).toEqual([]);
  expect(row).toMatchObject({ event_type: "email_send", campaign_id: "c1", message_id: "m1" });
  const { event_key, ...rest } = derived as typeof derived & { event_key: number };
  expect(event_key).not.toBe((row as typeof derived & { event_key: number }).event_key);
  expect(rest).toEqual({
    channel: "campaign",
    event_type: "campaign_send",
    event_name: "_campaign.send",
    event_ms: Date.parse("2026-11-20T09:15:02.310Z"),
    arrival_ms: ARRIVED_MS,
    aws_account_id: "111122223333",
    application_id: "app",
    endpoint_id: "ep",
    campaign_id: "c1",
    treatment_id: "t1",
    status: "SUCCESS",
    attributes: { tenant: "x", delivery_type: "EMAIL", "endpoint.channel_type": "EMAIL" },
    raw: JSON.stringify(send),
  });
});

test("07-A5 mail without a campaign, and every other event, makes one row", () => {
  const send = { eventType: "Send", mail: { ...click.mail, tags: {} } };
  expect(rowsOf("pinpoint", send)).toMatchObject([{ event_type: "email_send", application_id: "ses" }]);
  expect(rowsOf("pinpoint", click)).toHaveLength(1);
});

test.each([
  5,
  "text",
  null,
  [],
  [{ event_type: "_email.send" }],
  {},
  { event_type: 7 },
  { eventType: "Send" },
  { mail: {} },
])("keeps %j as a record of unknown shape", (value) => {
  const text = JSON.stringify(value);
  const counts: unknown[] = [];
  const count = (...call: unknown[]) => void counts.push(call);
  const [row, ...others] = rowsOf("pinpoint", text, { arrivedMs: ARRIVED_MS, count });
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    channel: "unknown",
    event_type: "unknown_record",
    event_name: "_unknown.record",
    arrival_ms: ARRIVED_MS,
    attributes: { raw: text },
    raw: text,
  });
  expect(counts).toEqual([["UnknownRecords"]]);
});

test("an unknown record's attribute raw ends after 10 KB, its column does not", () => {
  const [row] = rowsOf("pinpoint", { long: "x".repeat(20_000) });
  expect(row?.attributes?.["raw"]).toHaveLength(10_240);
  expect(row?.raw?.length).toBeGreaterThan(20_000);
});

test("documents that were glued together are rows of their own", () => {
  const documents = ["session-start", "test-event-stream", "email-open"].map((name) => sample("pinpoint", name));
  const text = documents.map((document) => JSON.stringify(document)).join("");
  expect(rowsOf("pinpoint", text).map((row) => row.event_type)).toEqual(["session_start", "email_open"]);
});
