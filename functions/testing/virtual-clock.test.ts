import { VirtualClock } from "./virtual-clock";

test("an hour passes at once, and only while the work runs", async () => {
  const clock = new VirtualClock(1_000);
  await clock.run(() => clock.sleep(3_600_000));
  expect(clock.now()).toBe(3_601_000);
});

test("sleepers wake by their time, then by who slept first; what they start runs before time goes on", async () => {
  const clock = new VirtualClock(0);
  const seen: string[] = [];
  const sleeper = async (name: string, ...naps: number[]) => {
    for (const nap of naps) {
      await clock.sleep(nap);
      await null;
      seen.push(`${name} ${clock.now()}`);
    }
  };
  await clock.run(() => Promise.all([sleeper("a", 20, 10), sleeper("b", 10, 10, 0), sleeper("c", 20)]));
  expect(seen).toEqual(["b 10", "a 20", "c 20", "b 20", "b 20", "a 30"]);
});

test("who sleeps longer than the work sleeps on in the next run", async () => {
  const clock = new VirtualClock(0);
  let wokenAt = 0;
  void clock.sleep(30).then(() => {
    wokenAt = clock.now();
  });
  await clock.run(() => clock.sleep(10));
  expect(wokenAt).toBe(0);
  await clock.run(() => clock.sleep(25));
  expect(wokenAt).toBe(30);
});

test("failed work fails the run, and work that waits for nobody is named", async () => {
  const clock = new VirtualClock();
  await expect(clock.run(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(clock.run(() => new Promise(() => undefined))).rejects.toThrow("nobody sleeps");
});
