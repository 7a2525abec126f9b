import { rowsOf, sample, sampleNames, sampleText } from "../testing/sample-events";

const EXPECTED: Readonly<Record<string, string>> = {
  "event-bounce-permanent-general": "email_hardbounce",
  "event-bounce-permanent-noemail": "email_hardbounce",
  "event-bounce-permanent-onaccountsuppressionlist": "email_hardbounce",
  "event-bounce-permanent-suppressed": "email_hardbounce",
  "event-bounce-transient-general": "email_softbounce",
  "event-bounce-transient-mailboxfull": "email_softbounce",
  "event-bounce-undetermined": "email_softbounce",
  "event-click": "email_click",
  "event-complaint-abuse": "email_complaint",
  "event-complaint-notspam": "email_complaint",
  "event-delivery": "email_delivered",
  "event-delivery-delay": "email_delivery_delay",
  "event-open": "email_open",
  "event-reject": "email_rejected",
  "event-rendering-failure": "email_rendering_failure",
  "event-send": "email_send",
  "event-subscription": "email_subscription",
  "notification-bounce": "email_hardbounce",
  "notification-complaint": "email_complaint",
  "notification-delivery": "email_delivered",
};

test("09-A1 every documented event and notification becomes one row of its type", () => {
  expect(sampleNames("ses").toSorted()).toEqual(Object.keys(EXPECTED));
  for (const [name, eventType] of Object.entries(EXPECTED)) {
    const event = sample("ses", name);
    const [row, ...others] = rowsOf("ses", sampleText("ses", name));
    expect([name, row?.channel, row?.event_type]).toEqual([name, "email", eventType]);
    expect(row?.event_name).toBe(event.eventType ?? event.notificationType);
    expect(row?.message_id).toBe(event.mail.messageId);
    expect(others).toEqual([]);
  }
});

test("07-A4 on Pinpoint's stream they become the same rows, but for the application", () => {
  for (const name of sampleNames("ses")) {
    const text = sampleText("ses", name);
    const [row] = rowsOf("pinpoint", text);
    expect(row).toEqual({ ...rowsOf("ses", text, { storeHeaders: true })[0], application_id: "ses" });
  }
});

const send = sample("ses", "event-send");

test.each([
  ["in an SNS envelope", { Type: "Notification", Message: JSON.stringify(send) }],
  ["in an EventBridge event", { "detail-type": "Email Sent", source: "aws.ses", detail: send }],
  [
    "in an EventBridge event in an SNS envelope",
    { Type: "Notification", Message: JSON.stringify({ "detail-type": "Email Sent", source: "aws.ses", detail: send }) },
  ],
])("takes events %s", (_, record) => {
  const [row] = rowsOf("ses", record, { rawStorage: "none" });
  const [bare] = rowsOf("ses", send, { rawStorage: "none" });
  expect({ ...row, event_key: 0 }).toEqual({ ...bare, event_key: 0 });
});

test("09-A8 raw has no headers unless they are to be stored", () => {
  const { headers, ...mail } = send.mail;
  expect(headers).not.toEqual([]);
  expect(rowsOf("ses", send)[0]?.raw).toBe(JSON.stringify({ ...send, mail }));
  expect(rowsOf("ses", send, { storeHeaders: true })[0]?.raw).toBe(JSON.stringify(send));
  const enveloped = { Type: "Notification", Message: JSON.stringify(send) };
  expect(rowsOf("ses", enveloped)[0]?.raw).toBe(JSON.stringify({ ...send, mail }));
});

test("raw is the text as it came where there are no headers to leave out", () => {
  const text = sampleText("ses", "event-delivery-delay");
  expect(rowsOf("ses", text)[0]?.raw).toBe(text.trim());
});

test("an event without mail is kept, and one without a type is refused", () => {
  expect(rowsOf("ses", { eventType: "Send" })).toMatchObject([{ event_type: "email_send", event_name: "Send" }]);
  for (const value of [
    { mail: send.mail },
    { eventType: 5 },
    { eventType: "" },
    [],
    5,
    null,
    { Type: "Notification", Message: "hello" },
  ]) {
    expect(() => rowsOf("ses", value)).toThrow("must be a JSON object with eventType or notificationType");
  }
});
