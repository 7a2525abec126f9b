import { VirtualClock } from "../../functions/testing/virtual-clock";
import { reachingConcurrency, readmeConcurrency } from "./original";
import { outcomeOf } from "./rules";
import { SendingService } from "./service";

test("a service takes a second's worth of messages at once, and from then on its rate", async () => {
  const clock = new VirtualClock();
  const service = new SendingService(clock, 14);
  const send = (count: number) => Array.from({ length: count }, () => service.take("a")).filter(Boolean).length;
  expect(send(20)).toBe(14);
  await clock.run(() => clock.sleep(500));
  expect(send(20)).toBe(7);
  expect(service.callsOf("a")).toEqual({ accepted: 21, throttled: 19 });
  expect(service.callsOf("b")).toEqual({ accepted: 0, throttled: 0 });
});

test("the original needs 1, 3, 8 and 30 functions to reach the quotas, and its README has fewer", () => {
  expect([1, 14, 50, 200].map(reachingConcurrency)).toEqual([1, 3, 8, 30]);
  expect([1, 14, 50, 200].map(readmeConcurrency)).toEqual([1, 1, 5, 22]);
});

test("14-A2 a latency that drifts from 60 ms to 180 ms changes what is used by less than 1 %", async () => {
  const conditions = { rate: 14, otherShare: 0 };
  const steady = await outcomeOf("ours", { ...conditions, latency: "steady" }, [1]);
  const drifting = await outcomeOf("ours", { ...conditions, latency: "drifting" }, [1]);
  expect(steady).toEqual({ used: expect.closeTo(0.98, 3), throttled: 0, otherThrottled: 0 });
  expect(Math.abs(drifting.used - steady.used)).toBeLessThan(0.01);
  expect(drifting.throttled).toBe(0);
});

test("the original's rule is exact for one latency at most", async () => {
  const original = await outcomeOf("original", { rate: 14, latency: "steady", otherShare: 0 }, [1]);
  expect(original.throttled).toBeGreaterThan(0.25);
  const byReadme = await outcomeOf("original by README", { rate: 14, latency: "steady", otherShare: 0 }, [1]);
  expect(byReadme).toMatchObject({ used: expect.closeTo(0.49, 1), throttled: 0 });
});
