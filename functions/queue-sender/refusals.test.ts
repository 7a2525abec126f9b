import { mail, mails, SenderWorld } from "../testing/sender-world";
import { sqsEvent } from "../testing/sqs";

test("14-A9 of ten messages with a malformed one nine are sent and one is a dead letter; none is sent again", async () => {
  const world = new SenderWorld();
  const bodies: unknown[] = mails(10);
  bodies[4] = '{"version": 1, "id": ';
  expect(await world.send(...bodies)).toEqual({ batchItemFailures: [] });
  expect(world.calls).toHaveLength(9);
  expect(world.deadLetters).toMatchObject([
    {
      body: bodies[4],
      failure: { class: "malformed", code: "INVALID_JSON", message: expect.stringContaining("JSON") },
    },
  ]);
  expect(world.observers.counts).toMatchObject({ MalformedRecords: 1, "DeadLettered/malformed": 1 });
});

test("14-A13 a message whose not_after has passed is a dead letter of class expired, without a call", async () => {
  const world = new SenderWorld();
  await world.send(mail("late", {}, { not_after: "2026-11-23T12:00:00Z" }));
  expect(world.calls).toEqual([]);
  expect(world.deadClasses).toEqual(["expired"]);
  expect(world.observers.counts).toMatchObject({ Expired: 1, "DeadLettered/expired": 1 });
});

test("14-A14 a body in the shape of the original's producers is sent", async () => {
  const world = new SenderWorld();
  const flat = {
    from: "news@example.com",
    to: "ana@example.com",
    subject: "Hello",
    "body-html": "<p>x</p>",
    "body-text": "x",
  };
  expect(await world.send(flat)).toEqual({ batchItemFailures: [] });
  expect(world.calls.map(([id]) => id)).toEqual(["m0"]);
});

test("a message that has been in the lane for longer than its deadline expires", async () => {
  const world = new SenderWorld({ messageDeadlineSeconds: 60 });
  const { Records } = sqsEvent(mail("older"));
  await world.sendRecords(Records);
  expect(world.deadClasses).toEqual(["expired"]);
});

test("a message waits until its not_before, at most twelve hours at a time", async () => {
  const world = new SenderWorld();
  const soon = mail("soon", {}, { not_before: "2026-11-24T00:10:00Z" });
  const next = mail("later", {}, { not_before: "2026-12-01T00:00:00Z", not_after: "2026-12-02T00:00:00+01:00" });
  await world.send(soon, next);
  expect(world.calls).toEqual([]);
  expect(world.postponed).toEqual({ m0: 600, m1: 43_200 });
});

test("a message whose slot would come after its not_after expires without taking it", async () => {
  const world = new SenderWorld({ rate: 1 });
  await world.send(mail("big", { bcc: mails(9).map((_, index) => `a${index}@example.com`) }), {
    ...mail("short"),
    not_after: "2026-11-24T00:00:05Z",
  });
  expect(world.calls.map(([id]) => id)).toEqual(["big"]);
  expect(world.deadClasses).toEqual(["expired"]);
});

test("a message of another lane is refused", async () => {
  const world = new SenderWorld({ channel: "sms" });
  await world.send(mail("stray"));
  expect(world.deadLetters).toMatchObject([{ failure: { class: "malformed", code: "WRONG_CHANNEL" } }]);
});

test("content in S3 is sent as if it stood in the message; content that is no content is refused", async () => {
  const world = new SenderWorld();
  world.objects["b/good"] = JSON.stringify({ kind: "simple", subject: "s", text: "t" });
  world.objects["b/bad"] = JSON.stringify({ kind: "s3", bucket: "b", key: "good" });
  const s3 = (key: string) => mail(key, { content: { kind: "s3", bucket: "b", key } });
  await world.send(s3("good"), s3("bad"), s3("missing"));
  expect(world.calls.map(([id]) => id)).toEqual(["good"]);
  expect(world.deadLetters.map(({ failure }) => failure.code)).toEqual(["INVALID_CONTENT", "INVALID_CONTENT"]);
});

test("a dead letter that cannot be written leaves its message in the lane", async () => {
  const world = new SenderWorld();
  world.deadLetters.push = () => {
    throw new Error("no such queue");
  };
  expect((await world.send("{")).batchItemFailures).toEqual([{ itemIdentifier: "m0" }]);
  expect(world.observers.counts).toMatchObject({ RecordsFailed: 1 });
});
