import { rowsOf, sample } from "../../testing/sample-events";

const eventOf = (event: unknown, options = {}) => {
  const [row] = rowsOf("pinpoint", event, { rawStorage: "none", ...options });
  return { ...row, event_key: undefined };
};

/** What every row of a sample has. */
const EVENT = {
  event_ms: 1_763_630_102_310,
  arrival_ms: 1_763_630_103_120,
  aws_account_id: "111122223333",
  application_id: "a1b2c3d4e5f64718a9b0c1d2e3f40516",
  endpoint_id: "6f1f2a9e-0d53-4f6a-9a8e-1b2c3d4e5f60",
};

test("flattens what a campaign sent", () => {
  expect(eventOf(sample("pinpoint", "campaign-send"))).toEqual({
    ...EVENT,
    channel: "campaign",
    event_type: "campaign_send",
    event_name: "_campaign.send",
    user_id: "user-1001",
    campaign_id: "52dc44b35c4742c98c593526aabbccdd",
    treatment_id: "0",
    status: "SUCCESS",
    attributes: {
      campaign_activity_id: "7c0e7a6f7d5b4a23b5f0e0aa11bb22cc",
      delivery_type: "EMAIL",
      "endpoint.channel_type": "EMAIL",
      "endpoint.opt_out": "NONE",
      "endpoint.status": "ACTIVE",
      "event.version": "3.1",
    },
  });
});

test("flattens what a journey sent", () => {
  expect(eventOf(sample("pinpoint", "journey-send"))).toMatchObject({
    user_id: "user-1001",
    journey_id: "546401670c5547b08811ac6a9aabbccd",
    journey_run_id: "edc9a0b577164d1daf72ebd15aabbccd",
    journey_activity_id: "0yKaabbcc1",
    status: "SUCCESS",
    attributes: { journey_activity_type: "EMAIL", journey_send_status_code: "200", "endpoint.status": "ACTIVE" },
  });
});

test("flattens mail that bounced, with the time of sending", () => {
  expect(eventOf(sample("pinpoint", "email-hardbounce"))).toEqual({
    ...EVENT,
    channel: "email",
    event_type: "email_hardbounce",
    event_name: "_email.hardbounce",
    arrival_ms: 1_763_630_105_100,
    message_ms: 1_763_630_102_310,
    message_id: "0100019f3a7c11d2-77aa0c44-7d0a-4f0b-9a53-2c9e8f10b002-000000",
    campaign_id: "52dc44b35c4742c98c593526aabbccdd",
    treatment_id: "0",
    sender: "offers@mail.example.com",
    destination: ["gone@example.com"],
    recipients: ["gone@example.com"],
    recipient_status: ["5.1.1"],
    recipient_diagnostic: ["smtp; 550 5.1.1 user unknown"],
    subject: "Autumn offers",
    status: "Permanent",
    status_detail: "General",
    feedback_id: "0100019f3a7c2b90-bb7d3f10-1c2d-4a5b-8c9d-0e1f2a3b4c5d-000000",
    attributes: {
      "bounce.actions": "failed",
      "bounce.reporting_mta": "dns; mx1.mail.example.net",
      campaign_activity_id: "7c0e7a6f7d5b4a23b5f0e0aa11bb22cc",
      "event.version": "3.1",
      feedback: "hardbounce",
      legacy_identifier: "a1b2c3d4e5f64718a9b0c1d2e3f40516",
      "mail.from_header": "offers@mail.example.com",
    },
  });
});

test.each(["renderingFailure", "rendering_failure", "failure"])("a rendering failure may be called %s", (name) => {
  const { facets, ...event } = sample("pinpoint", "email-rendering-failure");
  const { mail, rendering_failure } = facets.email_channel.mail_event;
  const mailEvent = { mail, [name === "renderingFailure" ? "rendering_failure" : name]: rendering_failure };
  expect(eventOf({ ...event, facets: { email_channel: { mail_event: mailEvent } } })).toMatchObject({
    status: expect.stringContaining("is not present in the rendering data"),
    status_detail: "autumn-offers",
  });
});

test("flattens SMS: its attributes have columns, and the price is in micros", () => {
  expect(eventOf(sample("pinpoint", "sms-success"))).toEqual({
    ...EVENT,
    channel: "sms",
    event_type: "sms_success",
    event_name: "_SMS.SUCCESS",
    arrival_ms: 1_763_630_108_064,
    message_id: "ahk8s2f3c9p0a1b2c3d4e5f6g7h8i9j0k1l2m3n4",
    message_type: "TRANSACTIONAL",
    campaign_id: "52dc44b35c4742c98c593526aabbccdd",
    treatment_id: "0",
    sender: "+14255550100",
    destination: ["+14255550142"],
    status: "DELIVERED",
    country: "US",
    parts: 1,
    price_micros: 6_450,
    attributes: {
      campaign_activity_id: "7c0e7a6f7d5b4a23b5f0e0aa11bb22cc",
      customer_context: '{"userId": "user-1001"}',
      "event.metrics": '{"price_in_millicents_usd":645}',
      "event.version": "3.1",
      sender_request_id: "565d4425-4b3a-11e9-b0a5-aabbccddeeff",
    },
  });
});

test("flattens what an app says of device and session", () => {
  expect(eventOf(sample("pinpoint", "session-stop"))).toEqual({
    ...EVENT,
    channel: "app",
    event_type: "session_stop",
    event_name: "_session.stop",
    attributes: {
      "device.locale_code": "en_US",
      "device.locale_country": "US",
      "device.make": "Apple",
      "device.model": "iPhone16,1",
      "device.platform_name": "ios",
      "device.platform_version": "18.1",
      "event.version": "3.0",
      "session.session_id": "f549dea9-20261120-101000999",
      "session.start_timestamp": "1763633400999",
      "session.stop_timestamp": "1763634002507",
    },
  });
});

test("custom events keep their name and have the channel app, whatever they are called", () => {
  const custom = { event_type: "email_send", attributes: { Message_ID: "m", campaign_send_status: "s" } };
  expect(eventOf(custom)).toMatchObject({
    channel: "app",
    event_type: "email_send",
    event_name: "email_send",
    attributes: { message_id: "m", campaign_send_status: "s" },
  });
  expect(eventOf({ event_type: "_userauth.sign_in" })).toMatchObject({
    channel: "app",
    event_type: "userauth_sign_in",
  });
});

test("attributes are text: nulls are left out, objects are JSON, and they win over the custom context", () => {
  const attributes = { Rich: { a: 1 }, List: ["b"], count: 5, none: null, both: "attribute" };
  const custom = { both: "context", other: "x", endpoint: "no JSON" };
  expect(eventOf({ event_type: "_x.y", attributes, client_context: { custom } })).toMatchObject({
    attributes: { rich: '{"a":1}', list: '["b"]', count: "5", both: "attribute", other: "x" },
  });
});

test("metrics are finite numbers; what is none becomes an attribute", () => {
  const metrics = { Seats: "2.5", price_in_millicents_usd: "645.0", Odd: "n/a", none: null };
  expect(eventOf({ event_type: "_x.y", metrics })).toEqual({
    channel: "app",
    event_type: "x_y",
    event_name: "_x.y",
    price_micros: 6_450,
    attributes: { "event.metrics": '{"Seats":2.5,"price_in_millicents_usd":645}', metric_odd: "n/a" },
  });
});

test("a platform may be text, as older SDKs give it", () => {
  expect(eventOf({ event_type: "_x.y", device: { platform: "ANDROID" } })).toMatchObject({
    attributes: { "device.platform_name": "ANDROID" },
  });
});
