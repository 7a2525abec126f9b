import { snsEnvelope } from "../../testing/sqs";
import { unwrap } from "./envelope";

const event = { eventType: "Bounce", bounce: { feedbackId: "f1" } };
const controlText = "Successfully validated SNS topic for Amazon SES event publishing.";
const controlNotification = { notificationType: "AmazonSnsSubscriptionSucceeded", message: "You have subscribed." };

test.each([
  ["raw", event],
  ["in an SNS envelope", snsEnvelope(event)],
  ["as an EventBridge event", { "detail-type": "Email Bounced", source: "aws.ses", detail: event }],
])("finds the event %s", (_, body) => {
  expect(unwrap(JSON.stringify(body))).toEqual({ kind: "event", type: "Bounce", content: event });
});

test("takes the type of identity notifications too, and eventType first", () => {
  expect(unwrap('{"notificationType":"Complaint"}')).toMatchObject({ type: "Complaint" });
  expect(unwrap('{"notificationType":"Complaint","eventType":"Bounce"}')).toMatchObject({ type: "Bounce" });
});

test.each([
  ["text", controlText],
  ["text in an envelope", JSON.stringify(snsEnvelope(controlText))],
  ["notification", JSON.stringify(controlNotification)],
  ["notification in an envelope", JSON.stringify(snsEnvelope(controlNotification))],
])("knows the control %s", (_, body) => {
  expect(unwrap(body)).toEqual({ kind: "control" });
});

test.each([
  ["no JSON", "bounce for gone@example.com", "The message is not JSON"],
  ["a broken inner message", JSON.stringify(snsEnvelope("{")), "The message is not JSON"],
  ["no type", "{}", "names neither eventType nor notificationType"],
  ["a type that is no text", '{"eventType":1}', "names neither"],
  ["an array", "[]", "names neither"],
  ["null", "null", "names neither"],
])("refuses %s without quoting it", (_, body, message) => {
  expect(() => unwrap(body)).toThrow(message);
  expect(() => unwrap(body)).not.toThrow("gone@example.com");
});
