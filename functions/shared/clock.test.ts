import { systemClock } from "./clock";

test("the system clock tells the time, and sleeps no time when asked for less than none", async () => {
  const before = Date.now();
  await systemClock.sleep(-1);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
});
