import { ServiceQuotaExceededException } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SenderWorld } from "../testing/sender-world";

const sms = (id: string, body = "Hello", origination_identity = "+12065550199") => ({
  version: 1,
  id,
  channel: "sms",
  sms: { to: "+14255550100", body, origination_identity },
});

const pinpoint = (id: string, ...addresses: readonly string[]) => ({
  version: 1,
  id,
  channel: "pinpoint",
  pinpoint: {
    addresses: Object.fromEntries(addresses.map((address) => [address, { ChannelType: "SMS" }])),
    message_configuration: { SMSMessage: { Body: "Hello" } },
  },
});

test("14-A12 a text of 71 characters with an emoji has two parts and takes two slots", async () => {
  const world = new SenderWorld({ channel: "sms", rate: 10 });
  await world.send(sms("long", `${"a".repeat(69)}😀`), sms("next"));
  const [[, first = 0] = [], [, next = 0] = []] = world.calls;
  expect(next - first).toBeCloseTo(0.2, 2);
  expect(world.observers.counts["Recipients"]).toBe(3);
});

test("each origination identity has slots of its own", async () => {
  const world = new SenderWorld({ channel: "sms", rate: 1 });
  await world.send(sms("a1", "x", "+1"), sms("a2", "x", "+1"), sms("b1", "x", "+2"), sms("b2", "x", "+2"));
  const at = Object.fromEntries(world.calls);
  expect(at["b1"]).toBe(at["a1"]);
  expect(at["b2"]).toBe(at["a2"]);
  expect(Number(at["a2"]) - Number(at["a1"])).toBeGreaterThan(1);
});

test("a spent monthly budget parks the texts of all origination identities", async () => {
  const world = new SenderWorld({ channel: "sms" });
  world.latencyMs = 1;
  world.answer = () => {
    const Reason = "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT";
    throw new ServiceQuotaExceededException({ message: "spent", $metadata: {}, Reason });
  };
  await world.send(sms("a", "x", "+1"), sms("b", "x", "+1"));
  const calls = world.calls.length;
  expect((await world.send(sms("c", "x", "+2"))).batchItemFailures).toHaveLength(1);
  expect(world.calls).toHaveLength(calls);
  expect(world.deadLetters).toEqual([]);
});

test("14-A15 of two addresses Pinpoint throttles one: only that one is put into the queue again", async () => {
  const world = new SenderWorld({ channel: "pinpoint" });
  world.answer = () => ({
    parts: [
      { part: "+14255550100" },
      { part: "+14255550101", failure: { class: "rate", code: "THROTTLED", message: "slow down" } },
    ],
  });
  expect(await world.send(pinpoint("two", "+14255550100", "+14255550101"))).toEqual({ batchItemFailures: [] });
  const [copy, ...others] = world.enqueued;
  expect(others).toEqual([]);
  expect(JSON.parse(copy?.body ?? "")).toMatchObject({
    id: "two#retry-1",
    pinpoint: { addresses: { "+14255550101": { ChannelType: "SMS" } } },
  });
  expect(Object.keys(JSON.parse(copy?.body ?? "").pinpoint.addresses)).toEqual(["+14255550101"]);
  expect(world.observers.counts).toMatchObject({ Throttled: 1, Sent: 1, Recipients: 1 });
});

test("when every address is throttled, the message itself comes back, and no copy is made", async () => {
  const world = new SenderWorld({ channel: "pinpoint" });
  const failure = { class: "rate", code: "THROTTLED", message: "" } as const;
  world.answer = () => ({ parts: ["+14255550100", "+14255550101"].map((part) => ({ part, failure })) });
  expect((await world.send(pinpoint("two", "+14255550100", "+14255550101"))).batchItemFailures).toHaveLength(1);
  expect(world.enqueued).toEqual([]);
});

test("a copy's copy keeps the id's beginning and counts on", async () => {
  const world = new SenderWorld({ channel: "pinpoint" });
  world.answer = () => ({
    parts: [
      { part: "+14255550100" },
      { part: "+14255550101", failure: { class: "transient", code: "X", message: "" } },
    ],
  });
  await world.send(pinpoint("two#retry-1", "+14255550100", "+14255550101"));
  expect(JSON.parse(world.enqueued[0]?.body ?? "").id).toBe("two#retry-2");
  // Its second try waits longer than a first would.
  expect(world.enqueued[0]?.delaySeconds).toBe(3);
});

test("an opted-out address is suppressed: no retry, no dead letter", async () => {
  const world = new SenderWorld({ channel: "pinpoint" });
  world.answer = () => ({
    parts: [{ part: "+14255550100", failure: { class: "opted_out", code: "OPT_OUT", message: "" } }],
  });
  expect(await world.send(pinpoint("out", "+14255550100"))).toEqual({ batchItemFailures: [] });
  expect(world.observers.counts).toMatchObject({ Suppressed: 1 });
  expect(world.results).toMatchObject([{ id: "out", status: "suppressed" }]);
  expect(world.deadLetters).toEqual([]);
});
