import { LimiterWorld, ones } from "../../testing/limiter-world";

const FOREVER = Number.POSITIVE_INFINITY;

test("a pause refuses at once whoever waits, even between slot and sleep", async () => {
  const world = new LimiterWorld();
  world.quota = 1;
  const limiter = world.limiter();
  const start = world.clock.now();
  await world.clock.run(async () => {
    const takes = [1, 2, 3].map(() => limiter.take(1, FOREVER));
    await world.clock.sleep(500);
    await limiter.pause(60_000);
    const refusal = { granted: false, reason: "paused", until: start + 60_500 };
    expect(await Promise.all(takes)).toEqual([{ granted: true, waitedMs: 0 }, refusal, refusal]);
    expect(await limiter.take(1, FOREVER)).toEqual(refusal);
    expect(world.clock.now()).toBe(start + 500);
  });
});

test("others hear of a pause: whoever asks at once, whoever sends with the next lease", async () => {
  const world = new LimiterWorld();
  const [breaking, asking, sending] = [world.limiter(), world.limiter(), world.limiter()];
  await world.clock.run(async () => {
    const takes = ones(30).map(() => sending.take(1, FOREVER));
    await world.clock.sleep(150);
    await breaking.pause(60_000);
    expect(await asking.pausedUntil()).toBe(world.clock.now() + 60_000);
    const granted = (await Promise.all(takes)).filter((taken) => taken.granted);
    // What was leased before is sent: at most the half second of the lead and a lease.
    expect(granted.length).toBeLessThanOrEqual(2 + 8);
  });
});

test("a breaker closes by itself, sending goes on, and a shorter pause does not shorten a longer one", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  const start = world.clock.now();
  await world.clock.run(() => limiter.pause(5_000));
  await world.clock.run(() => limiter.pause(1_000));
  expect(await limiter.pausedUntil()).toBe(start + 5_000);
  await world.clock.run(() => world.clock.sleep(5_000));
  expect(await limiter.pausedUntil()).toBe(0);
  expect(await world.clock.run(() => world.grants(limiter, ones(2)))).toEqual([0, 100]);
});

test("a breaker of one configuration set needs no quota and leaves the others alone", async () => {
  const world = new LimiterWorld();
  const [marketing, all] = [world.limiter({ key: "ses#marketing" }), world.limiter()];
  await world.clock.run(() => marketing.pause(5_000));
  expect(await marketing.pausedUntil()).toBeGreaterThan(world.clock.now());
  expect(await all.pausedUntil()).toBe(0);
  expect(world.quotaRequests).toBe(0);
});

test("without the table each environment has its part of the rate; ten seconds later the table is tried again", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  await world.clock.run(() => world.grants(limiter, ones(1)));
  world.table.isDown = true;
  const degraded = await world.clock.run(() => world.grants(limiter, ones(20)));
  expect(degraded.slice(-10)).toEqual(ones(10).map((_, index) => (degraded[10] ?? 0) + index * 200));
  expect(world.errors).toEqual(["degraded: no route to the table"]);
  world.table.isDown = false;
  await world.clock.run(() => world.clock.sleep(10_000));
  expect((await world.clock.run(() => world.grants(limiter, ones(5)))).slice(-1)).toEqual([400]);
  expect(world.errors).toHaveLength(1);
});

test("a pause holds where it was made, though the table is gone", async () => {
  const world = new LimiterWorld();
  const limiter = world.limiter();
  world.table.isDown = true;
  await world.clock.run(() => limiter.pause(60_000));
  expect(await limiter.pausedUntil()).toBe(world.clock.now() + 60_000);
  expect(await limiter.take(1, FOREVER)).toMatchObject({ granted: false, reason: "paused" });
});
