import { gzipSync } from "node:zlib";
import { sqsBatchHandler } from "../shared/batch";
import { applyFeedback } from "../shared/feedback/act";
import { parseFeedback } from "../shared/feedback/parse";
import { FeedbackWorld, throttled } from "../testing/feedback-world";
import { MemoryObjects } from "../testing/memory-objects";
import { RecordingObservers } from "../testing/observers";
import { lambdaContext, sqsEvent } from "../testing/sqs";
import { processRecord } from "./core";
import campaignSend from "./events/campaign-send.json";
import complaint from "./events/email-complaint.json";
import delivered from "./events/email-delivered.json";
import hardBounce from "./events/email-hardbounce.json";
import softBounce from "./events/email-softbounce.json";
import smsSuccess from "./events/sms-success.json";
import testEvent from "./events/test-event-stream.json";

const KEY = "raw/2026/11/20/09/events-1.gz";

let world: FeedbackWorld;
let objects: MemoryObjects;
let observers: RecordingObservers;
beforeEach(() => {
  world = new FeedbackWorld();
  objects = new MemoryObjects();
  observers = new RecordingObservers();
});

/** What EventBridge says of a new object. */
const created = (key = KEY) => ({
  source: "aws.s3",
  "detail-type": "Object Created",
  detail: { bucket: { name: "acme-lake" }, object: { key } },
});

/** What the bucket itself says of a new object. */
const notification = (key: string) => ({
  Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: "acme-lake" }, object: { key } } }],
});

const lines = (...events: readonly unknown[]) => events.map((event) => `${JSON.stringify(event)}\n`).join("");

/** A hard bounce of its own. */
const bounceOf = (address: string) =>
  JSON.parse(
    JSON.stringify(hardBounce)
      .replaceAll("gone@example.com", address)
      .replace("0100019f3a7c2b90", address.replace("@", "-")),
  );

/** Message ids of the records that fail when the bodies arrive in one batch. */
async function receive(...bodies: readonly unknown[]): Promise<string[]> {
  const dependencies = { ...world.dependencies(), objects };
  const handler = sqsBatchHandler(observers, (record) => processRecord(record, dependencies, observers));
  const answer = await handler(sqsEvent(...bodies), lambdaContext());
  return answer.batchItemFailures.map((failure) => failure.itemIdentifier);
}

test("06-A2 a bounce and a complaint of the stream suppress their recipients", async () => {
  objects.put(KEY, gzipSync(lines(hardBounce, complaint)));
  expect(await receive(created())).toEqual([]);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE", "erin@example.com COMPLAINT"]);
  expect(world.contact("gone@example.com")).toMatchObject({ status: "BOUNCED", source: hardBounce.application.app_id });
  expect(world.contact("erin@example.com")).toMatchObject({ status: "COMPLAINED", send_allowed: false });
  expect(observers.counts).toMatchObject({ RecordsReceived: 1, Suppressed: 2 });
});

test("06-A3 the same feedback by SES and by the stream counts once", async () => {
  const { feedback_id: feedbackId } = hardBounce.facets.email_channel.mail_event.bounce;
  const bouncedRecipients = [{ emailAddress: "gone@example.com" }];
  const ofSes = parseFeedback(
    "Bounce",
    { bounce: { feedbackId, bounceType: "Permanent", bouncedRecipients } },
    new Date(0),
  );
  await applyFeedback(ofSes as NonNullable<typeof ofSes>, world.dependencies());
  objects.put(KEY, lines(hardBounce));
  expect(await receive(created())).toEqual([]);
  expect(world.contact("gone@example.com")).toMatchObject({ hard_bounces: 1 });
  expect(observers.counts).toMatchObject({ Duplicates: 1 });
});

test("06-A4 a bad line is put aside; the good ones have their effects and the message is acknowledged", async () => {
  objects.put(KEY, `${lines(hardBounce)}{"event_type": "_email.\n${lines(complaint)}`);
  expect(await receive(created())).toEqual([]);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE", "erin@example.com COMPLAINT"]);
  expect(objects.written(`errors/reader/${KEY}.ndjson`)).toEqual([
    { position: 2, reason: "The record is not JSON.", record: '{"event_type": "_email.' },
  ]);
  expect(observers.counts).toMatchObject({ MalformedLine: 1 });
});

test("06-A5 every other event is skipped", async () => {
  objects.put(KEY, lines(delivered, campaignSend, smsSuccess, testEvent));
  expect(await receive(created())).toEqual([]);
  expect(world.suppressed).toEqual([]);
  expect(world.dynamoDb.table("processed").size).toBe(0);
  expect(observers.counts).toEqual({ RecordsReceived: 1, IgnoredRecords: 4 });
});

test("06-A6 a key with a space and a plus is read in both forms of the message", async () => {
  const key = "raw/2026/11/20/09/a b+c.gz";
  objects.put(key, gzipSync(lines(hardBounce)));
  expect(await receive(created(key), notification("raw/2026/11/20/09/a+b%2Bc.gz"))).toEqual([]);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE"]);
  expect(observers.counts).toMatchObject({ RecordsReceived: 2, Duplicates: 1 });
});

test("records that are glued together, or printed over several lines, are read", async () => {
  objects.put(KEY, JSON.stringify(hardBounce) + JSON.stringify(complaint) + JSON.stringify(softBounce, null, 2));
  await receive(created());
  expect(world.suppressed).toHaveLength(2);
  expect(world.contact("full@example.com")).toMatchObject({ status: "SOFT_BOUNCED", soft_bounces: 1 });
});

test("an object that is gone is counted and acknowledged", async () => {
  expect(await receive(created())).toEqual([]);
  expect(observers.counts).toEqual({ RecordsReceived: 1, MissingObjects: 1 });
});

test("a throttled bounce fails the message, spoils nothing, and is alone tried again", async () => {
  world.answer = (address) => (address.startsWith("slow") ? throttled() : undefined);
  objects.put(KEY, lines(bounceOf("slow@example.com"), 7, bounceOf("quick@example.com")));
  expect(await receive(created())).toEqual(["m0"]);
  expect(world.suppressed).toEqual(["quick@example.com BOUNCE"]);
  expect(objects.written(`errors/reader/${KEY}.ndjson`)).toHaveLength(1);
  expect(observers.lines.at(-1)).toMatchObject([
    "error",
    "1 of 2 bounces and complaints failed; the first: 1 of 1 recipients failed, the first with TooManyRequestsException: Too many requests",
    { reason: "RETRYABLE", error_name: "TooManyRequestsException", key: KEY },
  ]);
  world.answer = () => undefined;
  expect(await receive(created())).toEqual([]);
  expect(world.suppressed).toEqual(["quick@example.com BOUNCE", "slow@example.com BOUNCE"]);
});

test("a message that announces no object, and an object that is broken, fail alone", async () => {
  const broken = "raw/broken.gz";
  objects.put(broken, gzipSync(lines(hardBounce)).subarray(0, -8));
  objects.put(KEY, lines(complaint));
  expect(await receive({ Type: "Notification" }, created(broken), created())).toEqual(["m0", "m1"]);
  expect(world.suppressed).toContain("erin@example.com COMPLAINT");
  expect(observers.counts).toMatchObject({ RecordsFailed: 2, MalformedRecords: 2 });
});

test("no address is logged, whatever happens", async () => {
  world.answer = (address) => (address.startsWith("slow") ? throttled() : undefined);
  objects.put(KEY, lines(bounceOf("slow@example.com"), hardBounce, "gone@example.com"));
  await receive(created());
  expect(JSON.stringify(observers.lines.filter(([level]) => level !== "debug"))).not.toContain("@example.com");
});
