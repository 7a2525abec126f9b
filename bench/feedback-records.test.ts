import { unwrap } from "../functions/shared/feedback/envelope";
import { parseFeedback } from "../functions/shared/feedback/parse";
import { feedbackRecords, jsonTexts } from "./feedback-records";

const records = feedbackRecords(24);
const feedback = records.flatMap(({ body }) => {
  const message = unwrap(body);
  if (message.kind === "control") throw new Error("A control message is no event.");
  return parseFeedback(message.type, message.content, new Date(0)) ?? [];
});

test("of six kinds of events only the delivery is no feedback, and each comes in both forms", () => {
  expect(records).toHaveLength(24);
  expect(feedback).toHaveLength(20);
  expect(records.map((record) => jsonTexts(record).length)).toEqual(Array(12).fill([2, 1]).flat());
});

test("no feedback and no recipient comes twice", () => {
  expect(new Set(feedback.map(({ kind, feedbackId }) => `${kind} ${feedbackId}`)).size).toBe(20);
  expect(new Set(feedback.flatMap(({ recipients }) => recipients.map(({ key }) => key))).size).toBe(20);
});
