import { mail, mails, SenderWorld } from "../testing/sender-world";
import { sqsEvent } from "../testing/sqs";

/** A network that breaks after the request left. */
function reset(): never {
  throw Object.assign(new Error("read ECONNRESET"), { name: "TimeoutError", code: "ECONNRESET" });
}

function recordsOf(world: SenderWorld, ...bodies: readonly unknown[]) {
  return sqsEvent(...bodies).Records.map((record) => ({
    ...record,
    attributes: { ...record.attributes, SentTimestamp: String(world.clock.now()) },
  }));
}

test("14-A10 of two messages with the same id one is sent, and the other counts as a duplicate", async () => {
  const world = new SenderWorld();
  expect(await world.send(mail("once"), mail("once"))).toEqual({ batchItemFailures: [] });
  expect(world.calls).toHaveLength(1);
  expect(world.observers.counts).toMatchObject({ Sent: 1, Duplicates: 1 });
});

test("a message that comes again later is a duplicate too, and its result is told again", async () => {
  const world = new SenderWorld();
  await world.send(mail("once"));
  expect(await world.send(mail("once"))).toEqual({ batchItemFailures: [] });
  expect(world.calls).toHaveLength(1);
  expect(world.results.map(({ message_id }) => message_id)).toEqual(["sent-once", "sent-once"]);
});

test("1,000 messages with the same id are one mail", async () => {
  const world = new SenderWorld();
  await world.send(...mails(1_000).map(() => mail("same")));
  expect(world.calls).toHaveLength(1);
  expect(world.observers.counts).toMatchObject({ Sent: 1, Duplicates: 999 });
});

test("without deduplication every message is sent", async () => {
  const world = new SenderWorld({ deduplicates: false });
  await world.send(mail("same"), mail("same"));
  expect(world.calls).toHaveLength(2);
});

test("when the first of two is not sent, the second is tried", async () => {
  const world = new SenderWorld();
  world.answer = () => {
    if (world.calls.length === 1) throw Object.assign(new Error("down"), { $fault: "server" });
    return { messageId: "second" };
  };
  expect(await world.send(mail("twice"), mail("twice"))).toEqual({ batchItemFailures: [{ itemIdentifier: "m0" }] });
  expect(world.observers.counts).toMatchObject({ Sent: 1 });
});

test("what another call is sending comes back after its claim has ended", async () => {
  const world = new SenderWorld();
  await world.claims.claim("busy", world.clock.now() + 120_000, false);
  await world.send(mail("busy"));
  expect(world.calls).toEqual([]);
  expect(world.postponed).toEqual({ m0: 130 });
});

test("a claim whose call died makes a dead letter of class uncertain, and no second mail", async () => {
  const world = new SenderWorld();
  await world.claims.claim("crashed", world.clock.now() - 1, false);
  expect(await world.send(mail("crashed"))).toEqual({ batchItemFailures: [] });
  expect(world.calls).toEqual([]);
  expect(world.deadLetters).toMatchObject([{ failure: { class: "uncertain", code: "STALE_CLAIM" } }]);
  expect(world.observers.counts).toMatchObject({ Uncertain: 1, "DeadLettered/uncertain": 1 });
});

test("an uncertain dead letter that is moved back is sent", async () => {
  const world = new SenderWorld();
  await world.claims.claim("crashed", world.clock.now() - 1, false);
  const messageAttributes = { failure_class: { dataType: "String", stringValue: "uncertain" } };
  const [record] = recordsOf(world, mail("crashed"));
  if (record) await world.sendRecords([{ ...record, messageAttributes } as typeof record]);
  expect(world.observers.counts).toMatchObject({ Sent: 1 });
});

test("a send without an answer is not repeated: nor is its copy in the queue", async () => {
  const world = new SenderWorld();
  world.answer = reset;
  await world.send(mail("lost"));
  expect(world.deadClasses).toEqual(["uncertain"]);
  await world.send(mail("lost"));
  expect(world.calls).toHaveLength(1);
  expect(world.postponed).toEqual({ m0: 130 });
});

test("with on_uncertain_send resend both are sent again", async () => {
  const world = new SenderWorld({ onUncertainSend: "resend" });
  await world.claims.claim("crashed", world.clock.now() - 1, false);
  await world.send(mail("crashed"));
  world.answer = reset;
  expect((await world.send(mail("lost"))).batchItemFailures).toHaveLength(1);
  expect(world.observers.counts).toMatchObject({ Sent: 1, Uncertain: 1, "Retried/uncertain": 1 });
  world.answer = () => ({ messageId: "at last" });
  await world.send(mail("lost"));
  expect(world.observers.counts).toMatchObject({ Sent: 2 });
});

test("an id of the flat form is that of its first queue message, also when its dead letter is moved back", async () => {
  const world = new SenderWorld();
  const flat = { from: "news@example.com", to: "ana@example.com", subject: "s", "body-text": "t" };
  const [record] = recordsOf(world, flat);
  if (!record) throw new Error("There is one record.");
  await world.sendRecords([record]);
  const messageAttributes = { original_message_id: { dataType: "String", stringValue: "m0" } };
  await world.sendRecords([{ ...record, messageId: "moved", messageAttributes } as typeof record]);
  expect(world.calls.map(([id]) => id)).toEqual(["m0"]);
});

test("a table that is out of reach holds a message up, and nothing is sent unclaimed", async () => {
  const world = new SenderWorld();
  world.dynamoDb.send = () => Promise.reject(new Error("no route"));
  expect((await world.send(mail("waits"))).batchItemFailures).toHaveLength(1);
  expect(world.calls).toEqual([]);
});
