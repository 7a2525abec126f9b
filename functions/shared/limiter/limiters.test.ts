import fc from "fast-check";
import { LimiterWorld, ones } from "../../testing/limiter-world";

const FOREVER = Number.POSITIVE_INFINITY;

/** Differences between neighbours of ascending times. */
function gaps(times: readonly number[]): number[] {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.slice(1).map((time, index) => time - (sorted[index] ?? 0));
}

test("slots are an interval apart from the first on, and granted in the order of the calls", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  expect(await world.clock.run(() => world.grants(limiter, ones(5)))).toEqual([0, 100, 200, 300, 400]);
  expect(world.waits).toEqual([0, 100, 200, 300, 400]);
});

test("14-A3 two senders on one limiter have slots strictly an interval apart, whenever they take", async () => {
  const takes = fc.array(
    fc.record({ sender: fc.nat(1), pauseMs: fc.nat(400), count: fc.integer({ min: 1, max: 9 }) }),
    {
      minLength: 2,
      maxLength: 12,
    },
  );
  const rates = fc.constantFrom(0.4, 1, 10, 14, 200);
  const property = fc.asyncProperty(takes, rates, async (plan, rate) => {
    const world = new LimiterWorld();
    world.quota = rate;
    const limiters = [world.limiter(), world.limiter()];
    const granted = world.clock.run(async () => {
      const running: Promise<number[]>[] = [];
      for (const { sender, pauseMs, count } of plan) {
        await world.clock.sleep(pauseMs);
        running.push(world.grants(limiters[sender] ?? world.limiter(), ones(count), 0));
      }
      return (await Promise.all(running)).flat();
    });
    const least = 1_000 / rate - 0.01;
    expect(gaps(await granted).filter((gap) => gap < least)).toEqual([]);
  });
  await fc.assert(property, { seed: 14, numRuns: 100 });
});

test("two senders that always have work use every slot, though the table takes a while", async () => {
  const world = new LimiterWorld();
  world.quota = 50;
  world.table.latencyMs = 18;
  const [a, b] = [world.limiter(), world.limiter()];
  const times = await world.clock.run(() => Promise.all([world.grants(a, ones(250)), world.grants(b, ones(250))]));
  expect(Math.max(...times.flat())).toBeCloseTo(10_000 - 20 + 2 * 18, -2);
});

test("time that nobody used is gone: a cold queue does not begin with a burst", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  await world.clock.run(() => world.grants(limiter, ones(3)));
  await world.clock.run(() => world.clock.sleep(60_000));
  expect(await world.clock.run(() => world.grants(limiter, ones(4)))).toEqual([0, 100, 200, 300]);
});

test("slots that were leased for work that never came are not used up at once later", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  limiter.expect(100);
  await world.clock.run(() => world.grants(limiter, ones(1)));
  await world.clock.run(() => world.clock.sleep(60_000));
  expect(gaps(await world.clock.run(() => world.grants(limiter, ones(20))))).toEqual(ones(19).map(() => 100));
});

test("a message of several recipients takes as many slots; more than a second of quota holds up the next", async () => {
  const world = new LimiterWorld();
  world.quota = 14;
  const limiter = world.limiter();
  const [first, second, third] = await world.clock.run(() => world.grants(limiter, [3, 50, 1]));
  expect([first, second, third]).toEqual([0, expect.closeTo(3_000 / 14, 3), expect.closeTo(53_000 / 14, 3)]);
});

test("less than a message a second is a rate as any other, but some time is left for calls that are late", async () => {
  const world = new LimiterWorld();
  world.quota = 0.19;
  const limiter = world.limiter();
  const times = await world.clock.run(() => world.grants(limiter, ones(3)));
  expect(gaps(times).map(Math.round)).toEqual([5_482, 5_482]);
});

test("no more is leased than the work wants, a quarter of a second at a time", async () => {
  const world = new LimiterWorld();
  world.quota = 100;
  const limiter = world.limiter();
  limiter.expect(30);
  const begin = world.clock.now();
  await world.clock.run(() => world.grants(limiter, ones(1)));
  await world.clock.run(() => world.grants(limiter, ones(29)));
  expect(world.leases).toHaveLength(2);
  expect((await world.table.read("ses")).tat).toBeCloseTo(begin + 300, 3);
});

test("who would be too late hears so at once, and what was leased goes to who is not", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  const start = world.clock.now();
  await world.clock.run(async () => {
    const grants = world.grants(limiter, ones(2));
    const late = limiter.take(1, start + 150);
    const next = limiter.take(1, FOREVER);
    await grants;
    expect(await late).toEqual({ granted: false, reason: "late", until: start + 200 });
    expect(world.clock.now()).toBe(start + 100);
    expect(await next).toEqual({ granted: true, waitedMs: 200 });
  });
});

test("a schedule that is known to begin too late is not leased from", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  await world.clock.run(() => world.grants(limiter, [50]));
  const { tat = 0 } = await world.table.read("ses");
  expect(await limiter.take(1, tat - 1)).toEqual({ granted: false, reason: "late", until: tat });
  expect(await world.table.read("ses")).toMatchObject({ tat });
});

test("without a table each of two environments has half the rate, and catches up a quarter of a second", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter({ shared: false });
  expect(await world.clock.run(() => world.grants(limiter, ones(4)))).toEqual([0, 0, 150, 350]);
  expect(await world.table.read("ses")).toEqual({});
});

test("the first slot does not lie before the table's answer, so that the second is a whole interval later", async () => {
  const world = new LimiterWorld();
  world.table.latencyMs = 40;
  const times = await world.clock.run(() => world.grants(world.limiter(), ones(4)));
  expect(gaps(times)).toEqual([100, 100, 100]);
});
