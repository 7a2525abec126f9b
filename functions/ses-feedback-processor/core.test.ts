import { sqsBatchHandler } from "../shared/batch";
import type { FeedbackPolicy } from "../shared/feedback/decide";
import { bounceMessage, complaintMessage } from "../testing/feedback-messages";
import { badRequest, FeedbackWorld, throttled } from "../testing/feedback-world";
import { RecordingObservers } from "../testing/observers";
import { lambdaContext, snsEnvelope, sqsEvent } from "../testing/sqs";
import { processRecord } from "./core";
import permanentGeneral from "./events/event-bounce-permanent-general.json";
import mailboxFull from "./events/event-bounce-transient-mailboxfull.json";
import notSpam from "./events/event-complaint-notspam.json";
import delivery from "./events/event-delivery.json";
import bounceNotification from "./events/notification-bounce.json";

let world: FeedbackWorld;
let observers: RecordingObservers;
beforeEach(() => {
  world = new FeedbackWorld();
  observers = new RecordingObservers();
});

/** Message ids of the records that fail when the bodies arrive in one batch. */
async function receive(bodies: readonly unknown[], policy: Partial<FeedbackPolicy> = {}): Promise<string[]> {
  const dependencies = world.dependencies(policy);
  const handler = sqsBatchHandler(observers, (record) => processRecord(record, dependencies, observers));
  const answer = await handler(sqsEvent(...bodies), lambdaContext());
  return answer.batchItemFailures.map((failure) => failure.itemIdentifier);
}

const bounced = { email: "gone@example.com", status: "BOUNCED", severity: 2, send_allowed: false, hard_bounces: 1 };

test("01-A1 a permanent bounce in an SNS envelope is suppressed and stops sending", async () => {
  expect(await receive([snsEnvelope(permanentGeneral)])).toEqual([]);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE"]);
  expect(world.contact("gone@example.com")).toEqual({
    ...bounced,
    reason: "Permanent/General",
    bounce_type: "Permanent",
    bounce_sub_type: "General",
    diagnostic: "smtp; 550 5.1.1 user unknown",
    last_feedback: "Permanent",
    first_event_at: "2026-11-20T09:15:04.077Z",
    last_event_at: "2026-11-20T09:15:04.077Z",
    last_message_id: "0100019f3a7c11d2-5b1e0c44-7d0a-4f0b-9a53-2c9e8f10a001-000000",
    source: "prod-events",
  });
});

test("01-A2 raw delivery gives the same, and both forms in one batch count once", async () => {
  expect(await receive([permanentGeneral])).toEqual([]);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE"]);
  expect(world.contact("gone@example.com")).toMatchObject(bounced);
  world = new FeedbackWorld();
  expect(await receive([snsEnvelope(permanentGeneral), permanentGeneral])).toEqual([]);
  expect(world.contact("gone@example.com")).toMatchObject(bounced);
  expect(observers.counts).toMatchObject({ Duplicates: 1 });
});

test("01-A2 the same feedback from an identity topic and a configuration set counts once", async () => {
  expect(await receive([permanentGeneral, bounceNotification])).toEqual([]);
  expect(world.contact("gone@example.com")).toMatchObject({ hard_bounces: 1 });
});

test("01-A3 a transient bounce is only counted without a threshold", async () => {
  expect(await receive([mailboxFull])).toEqual([]);
  expect(world.suppressed).toEqual([]);
  const contact = world.contact("full@example.com");
  expect(contact).toMatchObject({ status: "SOFT_BOUNCED", soft_bounces: 1 });
  expect(contact).not.toHaveProperty("send_allowed");
});

test("01-A3 the third transient bounce inside the window suppresses, none before", async () => {
  const soft = (day: string) => bounceMessage("Transient/General", { feedbackId: day, timestamp: `${day}T00:00:00Z` });
  const policy = { softBounceThreshold: 3, softBounceWindowDays: 30 };
  await receive([soft("2026-09-01"), soft("2026-11-01"), soft("2026-11-02"), soft("2026-11-02")], policy);
  expect(world.suppressed).toEqual([]);
  await receive([soft("2026-11-03")], policy);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE"]);
  const times = ["2026-11-01", "2026-11-02", "2026-11-03"].map((day) => Date.parse(day) / 1_000);
  const expected = { status: "SOFT_BOUNCED", send_allowed: false, soft_bounces: 4, soft_bounce_times: times };
  expect(world.contact("gone@example.com")).toMatchObject(expected);
});

test("01-A4 a complaint of type not-spam changes neither list nor status", async () => {
  expect(await receive([notSpam])).toEqual([]);
  expect(world.suppressed).toEqual([]);
  const contact = world.contact("frank@example.com");
  expect(contact).toMatchObject({ last_feedback: "not-spam" });
  expect(contact).not.toHaveProperty("status");
  expect(contact).not.toHaveProperty("send_allowed");
});

test("01-A5 an older complaint wins over a stored bounce, but does not move last_event_at back", async () => {
  const older = complaintMessage("abuse", { feedbackId: "f2", timestamp: "2026-11-19T00:00:00.000Z" });
  await receive([bounceMessage("Permanent/General"), older]);
  expect(world.contact("gone@example.com")).toMatchObject({
    status: "COMPLAINED",
    first_event_at: "2026-11-19T00:00:00.000Z",
    last_event_at: "2026-11-20T09:15:04.077Z",
    hard_bounces: 1,
    complaints: 1,
  });
});

test("01-A6 only the malformed record of a batch fails", async () => {
  const other = complaintMessage("abuse", { to: ["erin@example.com"], feedbackId: "f2" });
  expect(await receive([permanentGeneral, "not JSON", other])).toEqual(["m1"]);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE", "erin@example.com COMPLAINT"]);
  expect(observers.counts).toMatchObject({ RecordsReceived: 3, RecordsFailed: 1, MalformedRecords: 1 });
});

test("01-A7 a throttled record fails and leaves its contact as it was", async () => {
  world.answer = throttled;
  expect(await receive([permanentGeneral])).toEqual(["m0"]);
  expect(world.contact("gone@example.com")).toBeUndefined();
  expect(world.dynamoDb.table("processed").size).toBe(0);
  expect(observers.lines.at(-1)).toMatchObject([
    "error",
    "1 of 1 recipients failed, the first with TooManyRequestsException: Too many requests",
    { reason: "RETRYABLE", error_name: "TooManyRequestsException" },
  ]);
});

test("01-A8 a recipient that SES refuses for good is acknowledged and spoils nothing", async () => {
  world.answer = (address) => (address.startsWith("odd") ? badRequest() : undefined);
  expect(await receive([bounceMessage("Permanent/General", { to: ["odd@example.com", "gone@example.com"] })])).toEqual(
    [],
  );
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE"]);
  expect(world.contact("odd@example.com")).toMatchObject({ status: "BOUNCED", send_allowed: false });
  expect(observers.counts).toMatchObject({ SuppressRejected: 1, Suppressed: 1, ContactUpdated: 2 });
  const [warning] = observers.lines.filter(([level]) => level === "warn");
  expect(warning?.[2]).toMatchObject({ outcome: "rejected", reason: "BAD_REQUEST" });
  expect(JSON.stringify(observers.lines.filter(([level]) => level !== "debug"))).not.toContain("@example.com");
});

test("01-A9 control messages are acknowledged without an error", async () => {
  const text = "Successfully validated SNS topic for Amazon SES event publishing.";
  const notification = { notificationType: "AmazonSnsSubscriptionSucceeded", message: "You have subscribed." };
  expect(await receive([text, snsEnvelope(text), notification, snsEnvelope(notification)])).toEqual([]);
  expect(observers.counts).toEqual({ RecordsReceived: 4 });
});

test("other events are acknowledged and counted by type, and odd types do not become dimensions", async () => {
  expect(await receive([delivery, { eventType: "gone@example.com" }])).toEqual([]);
  expect(observers.counts).toEqual({
    RecordsReceived: 2,
    IgnoredRecords: 2,
    "IgnoredRecords/Delivery": 1,
    "IgnoredRecords/Unrecognised": 1,
  });
});

test("an empty recipient list is counted and acknowledged", async () => {
  expect(await receive([bounceMessage("Undetermined/Undetermined", { to: [] })])).toEqual([]);
  expect(observers.counts).toEqual({ RecordsReceived: 1, NoRecipients: 1 });
});
