import * as fc from "fast-check";
import complaint from "../../pinpoint-stream-reader/events/email-complaint.json";
import hardBounce from "../../pinpoint-stream-reader/events/email-hardbounce.json";
import { InvalidInputError } from "../errors";
import { processedKey } from "./act";
import { parseFeedback } from "./parse";
import { parsePinpointFeedback } from "./pinpoint";

const sentAt = new Date("2026-11-20T09:15:05.000Z");
const parse = (event: unknown) => parsePinpointFeedback(event, sentAt);
const bounceEvent = (bounce: object, event: object = {}) => ({
  event_type: "_email.hardbounce",
  facets: { email_channel: { mail_event: { bounce: { feedback_id: "f1", ...bounce } } } },
  ...event,
});

test("normalises a bounce", () => {
  expect(parse(hardBounce)).toEqual({
    kind: "bounce",
    bounceType: "Permanent",
    bounceSubType: "General",
    feedbackId: "0100019f3a7c2b90-bb7d3f10-1c2d-4a5b-8c9d-0e1f2a3b4c5d-000000",
    messageId: "0100019f3a7c11d2-77aa0c44-7d0a-4f0b-9a53-2c9e8f10b002-000000",
    occurredAt: new Date(hardBounce.arrival_timestamp).toISOString(),
    recipients: [
      {
        address: "gone@example.com",
        key: "gone@example.com",
        status: "5.1.1",
        action: "failed",
        diagnostic: "smtp; 550 5.1.1 user unknown",
      },
    ],
    invalidRecipients: 0,
    configurationSet: undefined,
    source: hardBounce.application.app_id,
  });
});

test("normalises a complaint", () => {
  expect(parse(complaint)).toMatchObject({
    kind: "complaint",
    complaintFeedbackType: "abuse",
    feedbackId: "0100019f3aa80001-0e0e0e0e-1111-4222-8333-444455556666-000000",
    recipients: [{ address: "erin@example.com" }],
  });
});

test("a feedback is remembered under the same key as when SES publishes it", () => {
  const { bounce } = hardBounce.facets.email_channel.mail_event;
  const bouncedRecipients = [{ emailAddress: "Gone@example.com" }];
  const ofSes = parseFeedback("Bounce", { bounce: { feedbackId: bounce.feedback_id, bouncedRecipients } }, sentAt);
  const keys = [parse(hardBounce), ofSes].map((feedback) => {
    const [recipient] = feedback?.recipients ?? [];
    return feedback && recipient && processedKey(feedback, recipient);
  });
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(keys[1]).toBe(keys[0]);
});

test.each([
  ["_email.softbounce", "Permanent", "Permanent"],
  ["_email.hardbounce", "Transient", "Transient"],
  ["_email.hardbounce", undefined, "Permanent"],
  ["_EMAIL.SoftBounce", null, "Transient"],
])("an event %s whose bounce is %j is %s", (event_type, bounce_type, bounceType) => {
  expect(parse(bounceEvent({ bounce_type }, { event_type }))).toMatchObject({ bounceType });
});

test.each([undefined, "soon", 1e300])("falls back to the queue's time for arrival time %j", (arrival_timestamp) => {
  expect(parse(bounceEvent({}, { arrival_timestamp }))).toMatchObject({ occurredAt: sentAt.toISOString() });
});

test.each([null, undefined, "gone@example.com"])("takes recipients %j for an empty list", (bounced_recipients) => {
  expect(parse(bounceEvent({ bounced_recipients }))).toMatchObject({ recipients: [], source: "pinpoint" });
});

test.each([{}, { event_type: "_email.delivered" }, { event_type: "constructor" }, { eventType: "Bounce" }])(
  "has nothing to say about %j",
  (event) => {
    expect(parse(event)).toBeUndefined();
  },
);

test.each([
  [5, "is not a JSON object"],
  [[hardBounce], "is not a JSON object"],
  [{ event_type: "_email.complaint" }, "has no facets.email_channel.mail_event."],
  [bounceEvent({}, { event_type: "_email.complaint" }), "has no facets.email_channel.mail_event.complaint."],
  [bounceEvent({ feedback_id: "" }), 'must hold an object "bounce" with a feedbackId'],
])("refuses %j", (event, text) => {
  expect(() => parse(event)).toThrow(InvalidInputError);
  expect(() => parse(event)).toThrow(text);
});

test("whatever the stream holds is parsed, or refused as malformed", () => {
  const part = fc.oneof(fc.jsonValue(), fc.record({ feedback_id: fc.string(), bounced_recipients: fc.jsonValue() }));
  const event = fc.record({
    event_type: fc.constantFrom("_email.hardbounce", "_email.complaint", 7),
    arrival_timestamp: fc.oneof(fc.double(), fc.jsonValue()),
    application: fc.jsonValue(),
    facets: fc.record({ email_channel: fc.record({ mail_event: fc.record({ bounce: part, complaint: part }) }) }),
  });
  fc.assert(
    fc.property(fc.oneof(event, fc.jsonValue()), (value) => {
      try {
        const occurredAt = parse(value)?.occurredAt;
        if (occurredAt !== undefined) expect(new Date(occurredAt).toISOString()).toBe(occurredAt);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
      }
    }),
    { seed: 1, numRuns: 1_000 },
  );
});
