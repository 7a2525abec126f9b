import { LimiterWorld, ones } from "../../testing/limiter-world";
import type { Limiter } from "./limiter";

/** Sends for so many seconds; every call whose number is a multiple of `throttledEvery` is throttled. */
async function send(world: LimiterWorld, limiter: Limiter, seconds: number, throttledEvery: number): Promise<void> {
  const end = world.clock.now() + seconds * 1_000;
  for (let call = 1; world.clock.now() < end; call += 1) {
    await limiter.take(1, Number.POSITIVE_INFINITY);
    limiter.report(call % throttledEvery === 0 ? "throttled" : "accepted");
  }
}

/** The rate of the latest lease. */
function rate(world: LimiterWorld): number {
  return world.leases.at(-1)?.[0] ?? Number.NaN;
}

test("14-A4 one throttle in a hundred leaves the rate as it is", async () => {
  const world = new LimiterWorld();
  world.quota = 50;
  await world.clock.run(() => send(world, world.limiter(), 20, 100));
  expect(rate(world)).toBe(50);
});

test("14-A5 ten per cent of throttles for ten seconds lower the rate; it regains 0.5 % of the quota a second", async () => {
  const world = new LimiterWorld();
  world.quota = 50;
  const limiter = world.limiter();
  await world.clock.run(() => send(world, limiter, 10, 10));
  const lowered = rate(world);
  // A cut every two seconds at most.
  expect(lowered).toBeLessThan(50 * 0.9 ** 3);
  expect(lowered).toBeGreaterThanOrEqual(50 * 0.9 ** 5);
  await world.clock.run(() => send(world, limiter, 10, Number.POSITIVE_INFINITY));
  expect(rate(world) - lowered).toBeCloseTo(50 * 0.005 * 10, 0);
  await world.clock.run(() => send(world, limiter, 90, Number.POSITIVE_INFINITY));
  expect(rate(world)).toBe(50);
});

test("a rate lowered by one sender is everybody's, and two who are throttled lower it once", async () => {
  const world = new LimiterWorld();
  world.quota = 100;
  const senders = [world.limiter(), world.limiter()];
  await world.clock.run(() => Promise.all(senders.map((sender) => send(world, sender, 1.5, 10))));
  expect((await world.table.read("ses")).rate).toBe(90);
  await world.clock.run(() => world.grants(world.limiter(), ones(1)));
  expect(rate(world)).toBeLessThan(91);
});

test("a rate never falls below a tenth of what it should be", async () => {
  const world = new LimiterWorld();
  await world.clock.run(() => send(world, world.limiter(), 600, 1));
  expect(rate(world)).toBeGreaterThanOrEqual(1);
  expect(rate(world)).toBeLessThan(1.2);
});

test("the quota is asked once in five minutes by one of all, and counts as soon as it is known", async () => {
  const world = new LimiterWorld();
  const senders = [world.limiter(), world.limiter()];
  const run = (seconds: number) =>
    world.clock.run(() => Promise.all(senders.map((sender) => send(world, sender, seconds, 1_000))));
  await run(290);
  world.quota = 40;
  expect(rate(world)).toBe(10);
  await run(20);
  expect(rate(world)).toBe(40);
  world.quota = 5;
  await run(300);
  expect(rate(world)).toBe(5);
  // Both asked at the start, when nobody knew; one each time afterwards.
  expect(world.quotaRequests).toBe(4);
});

test("a quota that cannot be read again stays as it was; one that was never read stops the takers", async () => {
  const world = new LimiterWorld();
  world.quota = Number.NaN;
  const [first, second] = [world.limiter(), world.limiter()];
  const takes = [first.take(1, Number.POSITIVE_INFINITY), first.take(1, Number.POSITIVE_INFINITY)];
  const results = await world.clock.run(() => Promise.allSettled(takes));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  world.errors.splice(0);
  await world.clock.run(() => world.clock.sleep(10_000));
  world.quota = 10;
  await world.clock.run(() => world.grants(second, ones(1)));
  world.quota = Number.NaN;
  await world.clock.run(() => send(world, second, 310, 1_000));
  expect(rate(world)).toBe(10);
  expect(world.errors).toEqual(["quota unknown: no answer from GetAccount"]);
});

test("a quota of nothing is refused by name", async () => {
  const world = new LimiterWorld();
  world.quota = 0;
  await expect(world.clock.run(() => world.limiter().take(1, Number.POSITIVE_INFINITY))).rejects.toThrow(
    "The quota of ses must be more than 0 messages a second; got 0.",
  );
});
