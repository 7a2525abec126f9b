import {
  BadRequestException,
  InternalServiceErrorException,
  MessageRejected,
  SendingPausedException,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { mail, mails, SenderWorld } from "../testing/sender-world";
import { sqsEvent } from "../testing/sqs";

const error = (message: string) => ({ message, $metadata: {} });

describe("pacing", () => {
  test("14-A1 600 messages at 14 a second use at least 97 % of the quota, unthrottled, and never more than it", async () => {
    const world = new SenderWorld();
    expect(await world.send(...mails(600))).toEqual({ batchItemFailures: [] });
    const times = world.calls.map(([, seconds]) => seconds);
    const used = 599 / ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 14;
    expect(used).toBeGreaterThan(0.97);
    const perSecond = times.map((start) => times.filter((time) => time >= start && time < start + 1).length);
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(15);
    expect(world.observers.counts).toMatchObject({ Attempted: 600, Sent: 600, Recipients: 600 });
    expect(world.observers.counts).not.toHaveProperty("Throttled");
  });

  test("14-A2 a latency that grows from 60 to 180 ms changes nothing of it", async () => {
    const drained = async (latencyMs: number) => {
      const world = new SenderWorld();
      world.latencyMs = latencyMs;
      await world.send(...mails(200));
      return world.calls.at(-1)?.[1] ?? 0;
    };
    const [before, after] = [await drained(60), await drained(180)];
    expect(Math.abs(after - before) / before).toBeLessThan(0.01);
  });

  test("14-A11 a mail to three recipients in to, cc and bcc takes three slots", async () => {
    const world = new SenderWorld({ rate: 1 });
    await world.send(mail("three", { cc: ["ben@example.com"], bcc: ["cy@example.com"] }), mail("next"));
    const [[, three = 0] = [], [, next = 0] = []] = world.calls;
    expect(next - three).toBeCloseTo(3 / 0.96, 0);
    expect(world.observers.counts["Recipients"]).toBe(4);
  });

  test("messages that get no slot before the function's end come back at once, and their claims are given back", async () => {
    const world = new SenderWorld({ rate: 1 });
    world.timeoutSeconds = 15;
    const { batchItemFailures } = await world.send(...mails(8));
    expect(world.calls.length).toBeLessThan(6);
    expect(batchItemFailures).toHaveLength(8 - world.calls.length);
    expect(new Set(Object.values(world.postponed))).toEqual(new Set([0]));
    expect([...world.dynamoDb.table("dedupe").values()].map(({ state }) => state)).not.toContain("sending");
  });

  test("what happens each second is published in that second", async () => {
    const world = new SenderWorld();
    const publish = jest.spyOn(world.observers.metrics, "publish");
    await world.send(...mails(70));
    expect(publish.mock.calls.length).toBeGreaterThanOrEqual(4);
  });
});

describe("a service that does not take everything", () => {
  test("14-A4 of 100 messages the throttled one comes back after its back-off, is sent once, and the rate stays", async () => {
    const world = new SenderWorld({ rate: 50 });
    world.answer = ({ id }) => {
      if (id === "mail-40" && world.calls.filter(([called]) => called === id).length === 1) {
        throw new TooManyRequestsException(error("Maximum sending rate exceeded."));
      }
      return { messageId: `sent-${id}` };
    };
    const records = sqsEvent(...mails(100)).Records;
    const fresh = records.map((record) => ({
      ...record,
      attributes: { ...record.attributes, SentTimestamp: String(world.clock.now()) },
    }));
    expect(await world.sendRecords(fresh)).toEqual({ batchItemFailures: [{ itemIdentifier: "m40" }] });
    expect(world.postponed).toEqual({ m40: 1 });
    expect(world.observers.counts).toMatchObject({ Throttled: 1, "Retried/rate": 1, Sent: 99 });
    await world.clock.run(() => world.clock.sleep(1_000));
    expect(await world.sendRecords(fresh.slice(40, 41))).toEqual({ batchItemFailures: [] });
    expect(world.observers.counts["Sent"]).toBe(100);
    expect(new Set(world.observers.values["EffectiveRate"]).size).toBe(1);
  });

  test("14-A6 a spent daily quota opens the breaker for 30 minutes: the batch is parked, nothing is a dead letter", async () => {
    const world = new SenderWorld();
    world.answer = () => {
      throw new TooManyRequestsException(error("Daily message quota exceeded."));
    };
    const { batchItemFailures } = await world.send(...mails(20));
    expect(batchItemFailures).toHaveLength(20);
    expect(world.calls.length).toBeLessThan(5);
    expect(world.deadLetters).toEqual([]);
    for (const seconds of Object.values(world.postponed)) expect(seconds).toBeGreaterThan(1_790);
    const called = world.calls.length;
    expect((await world.send(...mails(3))).batchItemFailures).toHaveLength(3);
    expect(world.calls).toHaveLength(called);
    expect(world.observers.counts).toMatchObject({ BreakerOpen: 2, "BreakerOpen/daily_quota": 1, Parked: 23 });
  });

  test("14-A7 when sending is paused in the middle of a batch, the rest is parked without a call, and the alarm's metric is 1", async () => {
    const world = new SenderWorld();
    world.latencyMs = 1;
    world.answer = ({ id }) => {
      if (id === "mail-3") throw new SendingPausedException(error("Sending is paused for this account."));
      return { messageId: id };
    };
    expect((await world.send(...mails(10))).batchItemFailures).toHaveLength(7);
    expect(world.calls).toHaveLength(4);
    expect(Object.values(world.postponed).every((seconds) => seconds > 890 && seconds <= 900)).toBe(true);
    expect(world.observers.counts).toMatchObject({ BreakerOpen: 1, Parked: 7 });
  });

  test("a paused configuration set holds up only the mails that use it", async () => {
    const world = new SenderWorld();
    world.latencyMs = 1;
    world.answer = ({ id }) => {
      if (id === "first") throw new SendingPausedException(error("Configuration set <news> is paused."));
      return { messageId: id };
    };
    const news = { configuration_set: "news" };
    const batch = [mail("first", news), mail("other"), mail("second", news)];
    expect(await world.send(...batch)).toEqual({
      batchItemFailures: [{ itemIdentifier: "m0" }, { itemIdentifier: "m2" }],
    });
    expect(world.calls.map(([id]) => id)).toEqual(["first", "other"]);
  });

  test("14-A8 a rejected message is a dead letter of class rejected with its body unchanged, and the answer is empty", async () => {
    const world = new SenderWorld();
    world.answer = () => {
      throw new MessageRejected(error("Email address is not verified: news@example.com"));
    };
    const body = JSON.stringify(mail("bad"), null, 2);
    expect(await world.send(body)).toEqual({ batchItemFailures: [] });
    const message = "Email address is not verified: news@example.com";
    expect(world.deadLetters).toEqual([{ body, failure: { class: "rejected", code: "MessageRejected", message } }]);
    expect(world.observers.counts).toMatchObject({ DeadLettered: 1, "DeadLettered/rejected": 1 });
    expect(JSON.stringify(world.observers.lines)).not.toContain("news@example.com");
  });

  test("a fault of the service is tried again later, and longer each time", async () => {
    const world = new SenderWorld();
    world.answer = () => {
      throw new InternalServiceErrorException(error("try later"));
    };
    const [record] = sqsEvent(mail("slow")).Records;
    if (!record) throw new Error("There is one record.");
    const received = (count: number) => ({
      ...record,
      messageId: `m${count}`,
      attributes: {
        ...record.attributes,
        SentTimestamp: String(world.clock.now()),
        ApproximateReceiveCount: `${count}`,
      },
    });
    for (const count of [1, 4, 30]) await world.sendRecords([received(count)]);
    expect(world.postponed).toEqual({ m1: 2, m4: 12, m30: 675 });
  });

  test("a bulk send that SES takes in part is copied: what may succeed to the lane, what never will to the dead letters", async () => {
    const world = new SenderWorld();
    world.answer = () => ({
      parts: [
        { part: "0" },
        { part: "1", failure: { class: "rate", code: "ACCOUNT_THROTTLED", message: "" } },
        { part: "2", failure: { class: "rejected", code: "MESSAGE_REJECTED", message: "no" } },
      ],
    });
    const entries = ["a@example.com", "b@example.com", "c@example.com"].map((to) => ({ to: [to] }));
    await world.send(mail("bulk", { to: [], content: { kind: "bulk", template_name: "t", entries } }));
    const [copy] = world.enqueued;
    expect(JSON.parse(copy?.body ?? "")).toMatchObject({
      id: "bulk#retry-1",
      not_after: "2026-11-25T00:00:00.000Z",
      ses: { content: { entries: [{ to: ["b@example.com"] }] } },
    });
    expect(JSON.parse(world.deadLetters[0]?.body ?? "")).toMatchObject({
      id: "bulk#failed-1",
      ses: { content: { entries: [{ to: ["c@example.com"] }] } },
    });
    expect(world.postponed).toEqual({});
    expect(world.observers.counts).toMatchObject({ Sent: 1, Recipients: 1, Throttled: 1 });
  });

  test("results tell how each message ended", async () => {
    const world = new SenderWorld();
    world.answer = ({ id }) => {
      if (id === "bad") throw new BadRequestException(error("no"));
      return { messageId: `sent-${id}` };
    };
    await world.send(mail("good", {}, { tags: { campaign: "c1" } }), mail("bad"));
    expect(world.results).toEqual([
      expect.objectContaining({ id: "good", status: "sent", message_id: "sent-good", context: { campaign: "c1" } }),
      expect.objectContaining({ id: "bad", status: "failed", class: "rejected", code: "BadRequestException" }),
    ]);
  });
});
