import { type Decision, decide, type FeedbackPolicy } from "./decide";
import type { Feedback } from "./feedback";

const policy: FeedbackPolicy = {
  suppressUndetermined: false,
  complaintPolicy: "all",
  softBounceThreshold: 0,
  softBounceWindowDays: 30,
};
const recipient = (key: string) => ({
  address: key,
  key,
  status: undefined,
  action: undefined,
  diagnostic: undefined,
});
const common = {
  feedbackId: "f1",
  messageId: undefined,
  occurredAt: "2026-11-20T09:15:04.077Z",
  recipients: [recipient("a@example.com")],
  invalidRecipients: 0,
  configurationSet: undefined,
  source: "ses",
};
const bounce = (bounceType: "Permanent" | "Transient" | "Undetermined", bounceSubType?: string): Feedback => ({
  ...common,
  kind: "bounce",
  bounceType,
  bounceSubType,
});
const complaint = (complaintFeedbackType?: string, complaintSubType?: string): Feedback => ({
  ...common,
  kind: "complaint",
  complaintFeedbackType,
  complaintSubType,
});

type Row = readonly [
  suppress: Decision["suppress"],
  status: Decision["status"],
  sendAllowed: Decision["sendAllowed"],
  counter: Decision["counter"],
];
const bounced: Row = ["BOUNCE", "BOUNCED", false, "hard_bounces"];
const softBounced: Row = [undefined, "SOFT_BOUNCED", undefined, "soft_bounces"];
const undetermined: Row = [undefined, "SOFT_BOUNCED", undefined, undefined];
const complained: Row = ["COMPLAINT", "COMPLAINED", false, "complaints"];
const untouched: Row = [undefined, undefined, undefined, undefined];

const expectDecision = (feedback: Feedback, chosen: FeedbackPolicy, row: Row) => {
  const { suppress, status, sendAllowed, counter } = decide(feedback, chosen);
  expect([suppress, status, sendAllowed, counter]).toEqual(row);
};

test.each<readonly [Parameters<typeof bounce>, Row]>([
  [["Permanent", "General"], bounced],
  [["Permanent", "NoEmail"], bounced],
  [["Permanent", "BrandNew"], bounced],
  [["Permanent"], bounced],
  [["Permanent", "Suppressed"], bounced],
  [
    ["Permanent", "onaccountsuppressionlist"],
    [undefined, "BOUNCED", false, "hard_bounces"],
  ],
  [
    ["Permanent", "UnsubscribedRecipient"],
    [undefined, "UNSUBSCRIBED", false, "hard_bounces"],
  ],
  [["Transient", "General"], softBounced],
  [["Transient", "MailboxFull"], softBounced],
  [["Transient"], softBounced],
  [["Undetermined", "Undetermined"], undetermined],
])("bounce %j", (kind, row) => {
  expectDecision(bounce(...kind), policy, row);
});

test("an undetermined bounce is permanent when the operator says so", () => {
  expectDecision(bounce("Undetermined", "Undetermined"), { ...policy, suppressUndetermined: true }, bounced);
});

test.each(["abuse", "fraud", "virus", "other", "auth-failure", undefined, "brand-new"])("complaint %j", (type) => {
  expectDecision(complaint(type), policy, complained);
});

test("a complaint about an address on the list leaves the list alone", () => {
  expectDecision(complaint(undefined, "OnAccountSuppressionList"), policy, [
    undefined,
    "COMPLAINED",
    false,
    "complaints",
  ]);
});

test.each(["not-spam", "Not-Spam"])("complaint %j changes nothing", (type) => {
  expectDecision(complaint(type), policy, untouched);
});

test("single_recipient_only acts on a complaint only when one recipient is listed", () => {
  const single = { ...policy, complaintPolicy: "single_recipient_only" } as const;
  const two: Feedback = { ...complaint("abuse"), recipients: [recipient("a@example.com"), recipient("b@example.com")] };
  expectDecision(complaint("abuse"), single, complained);
  expectDecision(two, single, untouched);
  expectDecision(two, policy, complained);
});
