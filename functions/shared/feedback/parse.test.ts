import * as fc from "fast-check";
import { InvalidInputError } from "../errors";
import { unwrap } from "./envelope";
import { parseFeedback } from "./parse";

const sentAt = new Date("2026-11-20T09:15:05.000Z");
const bounce = (fields: object, mail?: unknown) =>
  parseFeedback("Bounce", { bounce: { feedbackId: "f1", ...fields }, mail }, sentAt);

test("normalises a bounce", () => {
  const recipient = { emailAddress: "Gone@Example.com", status: "5.1.1", action: "failed", diagnosticCode: "550 no" };
  const fields = {
    bounceType: "permanent",
    bounceSubType: "General",
    bouncedRecipients: [recipient],
    timestamp: "2026-11-20T10:15:04.077+01:00",
  };
  expect(bounce(fields, { messageId: "mail-1", tags: { "ses:configuration-set": ["prod"] } })).toEqual({
    kind: "bounce",
    bounceType: "Permanent",
    bounceSubType: "General",
    feedbackId: "f1",
    messageId: "mail-1",
    occurredAt: "2026-11-20T09:15:04.077Z",
    recipients: [
      { address: "Gone@example.com", key: "gone@example.com", status: "5.1.1", action: "failed", diagnostic: "550 no" },
    ],
    invalidRecipients: 0,
    configurationSet: "prod",
    source: "prod",
  });
});

test("normalises a complaint without mail", () => {
  const complaint = { feedbackId: "f2", complaintFeedbackType: "abuse", complaintSubType: null };
  expect(parseFeedback("COMPLAINT", { complaint }, sentAt)).toEqual({
    kind: "complaint",
    complaintFeedbackType: "abuse",
    complaintSubType: undefined,
    feedbackId: "f2",
    messageId: undefined,
    occurredAt: sentAt.toISOString(),
    recipients: [],
    invalidRecipients: 0,
    configurationSet: undefined,
    source: "ses",
  });
});

test.each([undefined, null, 5, "soon", "2026-11-20T09:15:04", "2026-13-40T09:15:04Z"])(
  "falls back to the queue's time for timestamp %j",
  (timestamp) => {
    expect(bounce({ timestamp })).toMatchObject({ occurredAt: sentAt.toISOString() });
  },
);

test("keeps one of equal recipients and counts those without an address", () => {
  const addresses = ["A@example.com", "b@example.com", "a@EXAMPLE.com", "nobody", "", 7];
  const bouncedRecipients = [...addresses.map((emailAddress) => ({ emailAddress })), null, "c@example.com"];
  const parsed = bounce({ bouncedRecipients });
  expect(parsed?.recipients.map(({ address }) => address)).toEqual(["A@example.com", "b@example.com"]);
  expect(parsed?.invalidRecipients).toBe(5);
});

test("cuts diagnostics to 1000 characters", () => {
  const bouncedRecipients = [{ emailAddress: "a@example.com", diagnosticCode: "x".repeat(10_240) }];
  expect(bounce({ bouncedRecipients })?.recipients[0]?.diagnostic).toHaveLength(1_000);
});

test("takes an unknown bounce type for Undetermined", () => {
  expect(bounce({ bounceType: "Elastic" })).toMatchObject({ bounceType: "Undetermined" });
});

test.each(["Delivery", "Open", ""])("has nothing to say about %j", (type) => {
  expect(parseFeedback(type, {}, sentAt)).toBeUndefined();
});

test.each([{}, { bounce: null }, { bounce: {} }, { bounce: { feedbackId: "" } }])("refuses %j", (content) => {
  expect(() => parseFeedback("Bounce", content, sentAt)).toThrow('must hold an object "bounce" with a feedbackId');
});

test("whatever the queue holds is parsed, or refused as malformed", () => {
  const field = fc.oneof(fc.jsonValue(), fc.constant([{ emailAddress: "a@b.c" }]), fc.string({ unit: "grapheme" }));
  const keys = ["feedbackId", "timestamp", "bounceType", "bouncedRecipients", "complainedRecipients", "tags"] as const;
  const part = fc.oneof(fc.jsonValue(), fc.record(Object.fromEntries(keys.map((key) => [key, field]))));
  const type = fc.oneof(fc.constantFrom("Bounce", "complaint", "Delivery"), fc.jsonValue());
  const message = fc.record(
    { eventType: type, notificationType: type, bounce: part, complaint: part, mail: part },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    message.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(body, (text) => {
      try {
        const unwrapped = unwrap(text);
        if (unwrapped.kind === "control") return;
        for (const recipient of parseFeedback(unwrapped.type, unwrapped.content, sentAt)?.recipients ?? []) {
          expect(recipient.key).toMatch(/.@./s);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
      }
    }),
    { seed: 1, numRuns: 1_000 },
  );
});
