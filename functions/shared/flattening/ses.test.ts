import { rowsOf, sample } from "../../testing/sample-events";

const eventOf = (event: unknown, options = {}) => {
  const [row] = rowsOf("ses", event, { rawStorage: "none", ...options });
  return { ...row, event_key: undefined };
};
const mail = sample("ses", "event-send").mail;
const at = (time: string) => Date.parse(time);

/** What every row of a sample has, and what its mail's tags and headers become. */
const MAIL = {
  channel: "email",
  aws_account_id: "111122223333",
  configuration_set: "prod-events",
  message_id: "0100019f3a7c11d2-5b1e0c44-7d0a-4f0b-9a53-2c9e8f10a001-000000",
  message_ms: at("2026-11-20T09:15:02.310Z"),
  sender: "news@mail.example.com",
  subject: "Your October statement",
};
const ATTRIBUTES = {
  campaign: "october-statement",
  "mail.from_header": "Example News <news@mail.example.com>",
  "mail.source_arn": "arn:aws:ses:us-east-1:111122223333:identity/mail.example.com",
  "ses:caller-identity": "mailer-role",
  "ses:configuration-set": "prod-events",
  "ses:from-domain": "mail.example.com",
  "ses:operation": "SendEmail",
  "ses:source-ip": "203.0.113.17",
  "ses:source-tls-version": "TLSv1.3",
};

test("flattens a bounce", () => {
  expect(eventOf(sample("ses", "event-bounce-permanent-general"))).toEqual({
    ...MAIL,
    event_type: "email_hardbounce",
    event_name: "Bounce",
    event_ms: at("2026-11-20T09:15:04.077Z"),
    arrival_ms: at("2026-11-20T09:15:04.077Z"),
    destination: ["gone@example.com"],
    recipients: ["gone@example.com"],
    recipient_status: ["5.1.1"],
    recipient_diagnostic: ["smtp; 550 5.1.1 user unknown"],
    status: "Permanent",
    status_detail: "General",
    feedback_id: "0100019f3a7c2b90-aa7d3f10-1c2d-4a5b-8c9d-0e1f2a3b4c5d-000000",
    attributes: { ...ATTRIBUTES, "bounce.actions": "failed", "bounce.reporting_mta": "dns; mx1.mail.example.net" },
  });
});

test("flattens a complaint", () => {
  expect(eventOf(sample("ses", "event-complaint-abuse"))).toEqual({
    ...MAIL,
    event_type: "email_complaint",
    event_name: "Complaint",
    event_ms: at("2026-11-20T10:02:41.000Z"),
    arrival_ms: at("2026-11-20T10:02:41.000Z"),
    destination: ["erin@example.com"],
    recipients: ["erin@example.com"],
    status: "abuse",
    user_agent: "ExampleISP-FBL/2.1",
    feedback_id: "0100019f3aa80001-0c0c0c0c-1111-4222-8333-444455556666-000000",
    attributes: { ...ATTRIBUTES, "complaint.arrival_date": "2026-11-20T10:01:58.000Z" },
  });
});

test("flattens a delivery, from event publishing and from notifications", () => {
  const delivery = {
    event_type: "email_delivered",
    event_name: "Delivery",
    event_ms: at("2026-11-20T09:15:03.901Z"),
    recipients: ["dana@example.com"],
    status: "250 2.0.0 OK 1763630103 x12si418qtb",
  };
  const attributes = {
    "delivery.processing_time_millis": "1591",
    "delivery.reporting_mta": "a11-22.smtp-out.amazonses.com",
  };
  expect(eventOf(sample("ses", "event-delivery"))).toMatchObject({ ...delivery, attributes });
  expect(eventOf(sample("ses", "notification-delivery"))).toMatchObject({
    ...delivery,
    status: "250 2.0.0 OK",
    attributes: { ...attributes, "delivery.remote_mta_ip": "192.0.2.44" },
  });
});

test("flattens opens and clicks", () => {
  const opened = { ip_address: "198.51.100.23", user_agent: expect.stringContaining("iPhone") };
  expect(eventOf(sample("ses", "event-open"))).toMatchObject({ ...opened, event_ms: at("2026-11-20T11:00:00.512Z") });
  expect(eventOf(sample("ses", "event-click"))).toMatchObject({
    ...opened,
    event_ms: at("2026-11-20T11:00:09.118Z"),
    link: "https://www.example.com/statements?m=10",
    attributes: { "click.link_tags": '{"section":["hero"],"variant":["b"]}' },
  });
});

test("flattens delays, rejects, rendering failures and subscriptions", () => {
  expect(eventOf(sample("ses", "event-delivery-delay"))).toMatchObject({
    event_ms: at("2026-11-20T09:25:02.095Z"),
    recipients: ["ivy@example.com"],
    recipient_status: ["4.4.1"],
    recipient_diagnostic: ["smtp; 421 4.4.1 Unable to connect to remote host"],
    status: "TransientCommunicationFailure",
    attributes: {
      "delivery_delay.expiration_time": "2026-11-20T23:15:02.310Z",
      "delivery_delay.reporting_mta": "a11-22.smtp-out.amazonses.com",
    },
  });
  expect(eventOf(sample("ses", "event-reject"))).toMatchObject({ status: "Bad content" });
  expect(eventOf(sample("ses", "event-rendering-failure"))).toMatchObject({
    status: "Attribute 'firstName' is not present in the rendering data.",
    status_detail: "monthly-statement",
  });
  expect(eventOf(sample("ses", "event-subscription"))).toMatchObject({
    status: "UnsubscribeHeader",
    status_detail: "newsletter",
    attributes: {
      "subscription.unsubscribe_all": "true",
      "subscription.topics": "offers",
      "subscription.topic_statuses": "OptOut",
    },
  });
});

test("an event without a time of its own happened when the mail was sent, and arrived when Firehose took it", () => {
  expect(eventOf({ eventType: "Send", mail }, { arrivedMs: 5 })).toMatchObject({
    event_ms: at("2026-11-20T09:15:02.310Z"),
    arrival_ms: 5,
  });
});

test("addresses are bare and in lower case, and lists of recipients stay parallel", () => {
  const bouncedRecipients = [{ emailAddress: "Jane <Jane@Example.com>", action: "failed" }, { status: "5.0.0" }, null];
  const destination = ["Jane <Jane@Example.com>", "b@example.com", 5, "no address "];
  const event = {
    eventType: "Bounce",
    mail: { source: "News <News@x.com>", destination },
    bounce: { bouncedRecipients },
  };
  expect(eventOf(event)).toMatchObject({
    sender: "news@x.com",
    destination: ["jane@example.com", "b@example.com", "5", "no address"],
    recipients: ["jane@example.com", ""],
    recipient_status: ["", "5.0.0"],
    recipient_diagnostic: ["", ""],
    attributes: { "bounce.actions": "failed," },
  });
});

test("a bounce without recipients has no lists of them", () => {
  const row = eventOf({ eventType: "Bounce", mail: { destination: [] }, bounce: { bouncedRecipients: [] } });
  expect(row).toEqual({ channel: "email", event_type: "email_softbounce", event_name: "Bounce" });
});

test("tags with a column go there, the others stay under their names in lower case, lists joined by comma", () => {
  const ids = { Campaign_Id: ["c"], treatment_id: ["t"], journey_id: ["j"], journey_run_id: ["r"] };
  const others = {
    user_id: ["u"],
    endpoint_id: ["e"],
    pinpoint_app_id: ["a"],
    Tenant: ["x", "y"],
    empty: [],
    none: null,
  };
  const counts: unknown[] = [];
  const count = (...call: unknown[]) => void counts.push(call);
  const tags = { ...ids, journey_activity_id: ["s"], ...others, tenant: ["z"] };
  expect(eventOf({ eventType: "Send", mail: { tags } }, { count })).toMatchObject({
    campaign_id: "c",
    treatment_id: "t",
    journey_id: "j",
    journey_run_id: "r",
    journey_activity_id: "s",
    user_id: "u",
    endpoint_id: "e",
    application_id: "a",
    attributes: { tenant: "z" },
  });
  expect(counts).toEqual([["CollidingAttributes"]]);
});

test("a field of the event wins over a tag of the same name", () => {
  const event = { eventType: "Send", mail: { sourceArn: "arn", tags: { "mail.source_arn": ["tag"] } } };
  expect(eventOf(event)).toMatchObject({ attributes: { "mail.source_arn": "arn" } });
});

test.each([
  ["RENDERING FAILURE", "email_rendering_failure"],
  ["deliveryDelay", "email_delivery_delay"],
  ["SomethingNew", "email_something_new"],
  ["Some Thing", "email_some_thing"],
  ["constructor", "email_constructor"],
  ["Click", "email_click"],
  ["Bounce", "email_softbounce"],
])("the event type %s is %s", (eventType, expected) => {
  expect(eventOf({ eventType })).toMatchObject({ event_type: expected, event_name: eventType });
});
