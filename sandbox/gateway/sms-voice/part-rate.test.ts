import { PartRate } from "./part-rate";

const NUMBER = "+12065550100";
const THROTTLED = expect.objectContaining({ status: 400, code: "ThrottlingException" });

function setUp() {
  let now = Date.parse("2026-11-20T09:15:02Z");
  const rate = new PartRate(() => new Date(now));
  const set = (input: object) => rate.commands["set-sms-rate"](input);
  const statistics = () => rate.commands["sms-statistics"]({});
  const wait = (seconds: number) => {
    now += seconds * 1_000;
  };
  return { rate, set, statistics, wait };
}

it("nothing is throttled until a rate is set, nor when it is taken away", async () => {
  const { rate, set } = setUp();
  for (let index = 0; index < 30; index++) rate.take(NUMBER, 1);
  await set({ partsPerSecond: 1 });
  rate.take(NUMBER, 1);
  expect(() => rate.take(NUMBER, 1)).toThrow(THROTTLED);
  await set({ partsPerSecond: null });
  expect(() => rate.take(NUMBER, 1)).not.toThrow();
});

it("parts above one second's burst are throttled until time brings room", async () => {
  const { rate, set, wait } = setUp();
  await set({ originationIdentity: NUMBER, partsPerSecond: 3 });
  rate.take(NUMBER, 2);
  expect(() => rate.take(NUMBER, 2)).toThrow(THROTTLED);
  rate.take(NUMBER, 1);
  wait(0.9);
  expect(() => rate.take(NUMBER, 3)).toThrow(THROTTLED);
  wait(0.1);
  expect(() => rate.take(NUMBER, 3)).not.toThrow();
});

it("every identity without a rate of its own has all of the default", async () => {
  const { rate, set } = setUp();
  await set({ partsPerSecond: 1 });
  await set({ originationIdentity: NUMBER, partsPerSecond: 2 });
  for (const identity of [NUMBER, NUMBER, "NEWS", "pool-0a1b"]) rate.take(identity, 1);
  for (const identity of [NUMBER, "NEWS", "pool-0a1b"]) expect(() => rate.take(identity, 1)).toThrow(THROTTLED);
});

it("an identity whose rate is taken away has the default's", async () => {
  const { rate, set } = setUp();
  await set({ originationIdentity: NUMBER, partsPerSecond: 5 });
  expect(await set({ partsPerSecond: 1 })).toEqual({ partsPerSecond: { default: 1, [NUMBER]: 5 } });
  expect(await set({ originationIdentity: NUMBER, partsPerSecond: null })).toEqual({ partsPerSecond: { default: 1 } });
  rate.take(NUMBER, 1);
  expect(() => rate.take(NUMBER, 1)).toThrow(THROTTLED);
});

it("the statistics have parts that passed and that were throttled, by second", async () => {
  const { rate, set, statistics, wait } = setUp();
  await set({ originationIdentity: NUMBER, partsPerSecond: 2 });
  rate.take(NUMBER, 2);
  expect(() => rate.take(NUMBER, 3)).toThrow(THROTTLED);
  wait(2);
  rate.take(NUMBER, 1);
  const second = Date.parse("2026-11-20T09:15:02Z") / 1_000;
  expect(await statistics()).toEqual({
    partsPerSecond: { [NUMBER]: 2 },
    seconds: [
      { second, accepted: 2, throttled: 3 },
      { second: second + 2, accepted: 1, throttled: 0 },
    ],
  });
  rate.reset();
  expect(await statistics()).toEqual({ partsPerSecond: {}, seconds: [] });
});

it.each([
  [{ partsPerSecond: 0 }, "partsPerSecond is 0; a number above 0, or null for no limit, is needed."],
  [{ originationIdentity: NUMBER }, "partsPerSecond is undefined; a number above 0"],
  [{ originationIdentity: 12, partsPerSecond: 1 }, "originationIdentity is 12; a number, sender id, pool or ARN is"],
])("%j is no rate", async (input, refusal) => {
  await expect(setUp().set(input)).rejects.toThrow(refusal);
});
