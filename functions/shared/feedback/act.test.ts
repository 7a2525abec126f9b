import { bounceMessage, complaintMessage } from "../../testing/feedback-messages";
import { FeedbackWorld, throttled } from "../../testing/feedback-world";
import { applyFeedback, type FeedbackDependencies, processedKey } from "./act";
import { parseFeedback } from "./parse";

let world: FeedbackWorld;
beforeEach(() => {
  world = new FeedbackWorld();
});

const parsed = (message: ReturnType<typeof bounceMessage> | ReturnType<typeof complaintMessage>) => {
  const feedback = parseFeedback(message.eventType, message, new Date(0));
  if (!feedback) throw new Error("no feedback");
  return feedback;
};
const apply = (message: Parameters<typeof parsed>[0], dependencies: FeedbackDependencies = world.dependencies()) =>
  applyFeedback(parsed(message), dependencies);

test("simulator addresses are handled as usual but never suppressed", async () => {
  await apply(bounceMessage("Permanent/General", { to: ["bounce@simulator.amazonses.com"] }));
  expect(world.suppressed).toEqual([]);
  expect(world.contact("bounce@simulator.amazonses.com")).toMatchObject({ status: "BOUNCED", send_allowed: false });
});

test("a bounce does not replace a complaint on the list or in the contact", async () => {
  await apply(complaintMessage("abuse"));
  await apply(bounceMessage("Permanent/General", { feedbackId: "f2", timestamp: "2026-11-21T00:00:00.000Z" }));
  expect(world.suppressed).toEqual(["gone@example.com COMPLAINT"]);
  expect(world.contact("gone@example.com")).toMatchObject({
    status: "COMPLAINED",
    reason: "Complaint/abuse",
    last_event_at: "2026-11-21T00:00:00.000Z",
    last_feedback: "Permanent",
    hard_bounces: 1,
  });
});

test("SES gets the local part untouched, tables the address in lower case", async () => {
  await apply(bounceMessage("Permanent/General", { to: ["Gone.User@Bücher.example"] }));
  expect(world.suppressed).toEqual(["Gone.User@xn--bcher-kva.example BOUNCE"]);
  expect(world.contact("gone.user@xn--bcher-kva.example")).toBeDefined();
});

test("one recipient's failure does not skip the others", async () => {
  world.answer = (address) => (address.startsWith("slow") ? throttled() : undefined);
  const results = await apply(bounceMessage("Permanent/General", { to: ["slow@example.com", "gone@example.com"] }));
  expect(results).toMatchObject([{ error: { name: "TooManyRequestsException" } }, { suppressed: "BOUNCE" }]);
  expect(world.contact("gone@example.com")).toMatchObject({ status: "BOUNCED" });
});

test("what was done is not done again: the suppression list takes few calls", async () => {
  await apply(bounceMessage("Permanent/General"));
  const results = await apply(bounceMessage("Permanent/General", { to: ["gone@example.com", "too@example.com"] }));
  expect(results).toMatchObject([{ duplicate: true, contactUpdated: false }, { suppressed: "BOUNCE" }]);
  expect(world.suppressed).toEqual(["gone@example.com BOUNCE", "too@example.com BOUNCE"]);
  expect(world.published).toHaveLength(2);
});

test("a redelivered soft bounce that was throttled at the threshold suppresses and counts once", async () => {
  const dependencies = world.dependencies({ softBounceThreshold: 1 });
  world.answer = throttled;
  await apply(bounceMessage("Transient/General"), dependencies);
  expect(world.contact("gone@example.com")).toMatchObject({ soft_bounces: 1 });
  world.answer = () => undefined;
  const results = await apply(bounceMessage("Transient/General"), dependencies);
  expect(results).toMatchObject([{ suppressed: "BOUNCE", duplicate: true }]);
  expect(world.contact("gone@example.com")).toMatchObject({ soft_bounces: 1, send_allowed: false });
});

test("a contact keeps its newest 100 soft bounces", async () => {
  for (let minute = 0; minute < 102; minute++) {
    const timestamp = new Date(minute * 60_000).toISOString();
    await apply(bounceMessage("Transient/General", { feedbackId: timestamp, timestamp }));
  }
  const times = world.contact("gone@example.com")?.["soft_bounce_times"] as number[];
  expect([times.length, times[0], times.at(-1)]).toEqual([100, 120, 6_060]);
});

test("publishes what was done, recognisable when it comes twice", async () => {
  const message = bounceMessage("Permanent/General");
  const dependencies = world.dependencies();
  const ledger = { has: async () => false, record: () => Promise.reject(throttled()) };
  await apply(message, { ...dependencies, ledger });
  await apply(message, dependencies);
  const outcome = {
    id: processedKey(parsed(message), { key: "gone@example.com" }),
    kind: "bounce",
    recipient: "gone@example.com",
    contactStatus: "BOUNCED",
    sendAllowed: false,
    suppressed: "BOUNCE",
    feedbackId: "f1",
    messageId: "mail-1",
    occurredAt: "2026-11-20T09:15:04.077Z",
    bounceType: "Permanent",
    bounceSubType: "General",
    complaintFeedbackType: null,
    complaintSubType: null,
    status: null,
    action: null,
    diagnostic: null,
    configurationSet: null,
    source: "ses",
  };
  expect(world.published).toEqual([outcome, outcome]);
});

test("parts that are switched off are left out; without contacts soft bounces never suppress", async () => {
  const all = world.dependencies({ softBounceThreshold: 1 });
  const bare = { ...all, contacts: undefined, outcomeBus: undefined };
  expect(await apply(bounceMessage("Transient/General"), bare)).toMatchObject([{ contactUpdated: false }]);
  await apply(bounceMessage("Permanent/General"), { ...bare, suppressionList: undefined });
  expect([world.suppressed, world.published, world.contact("gone@example.com")?.["status"]]).toEqual([
    [],
    [],
    undefined,
  ]);
});
