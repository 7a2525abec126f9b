import { lastSeconds, type Second, summaryOf } from "./statistics";

const second = (at: number, accepted: number, throttled = 0): Second => ({ second: at, accepted, throttled });

test("the used share counts the whole seconds between the first mail and the last, idle ones too", () => {
  const seconds = [second(100, 3), second(101, 14), second(103, 7), second(104, 2)];
  expect(summaryOf({ maxSendRate: 14, seconds })).toEqual({
    accepted: 26,
    throttled: 0,
    usedShare: 21 / (3 * 14),
    throttledShare: 0,
  });
});

test("two seconds say nothing of the used share: neither was a whole one", () => {
  expect(summaryOf({ maxSendRate: 14, seconds: [second(100, 28), second(101, 14)] }).usedShare).toBeUndefined();
});

test("the throttled share is one of what was tried", () => {
  expect(summaryOf({ maxSendRate: 14, seconds: [second(100, 20, 60)] }).throttledShare).toBe(0.75);
});

test("without any mail there are no shares", () => {
  const nothing = { accepted: 0, throttled: 0, usedShare: undefined, throttledShare: undefined };
  expect(summaryOf({ maxSendRate: 14, seconds: [] })).toEqual(nothing);
});

test("seconds without mail are shown empty, up to the one that is not over", () => {
  const seconds = [second(97, 1), second(99, 2, 3)];
  expect(lastSeconds({ maxSendRate: 14, seconds }, 100_900, 3)).toEqual([
    second(98, 0),
    second(99, 2, 3),
    second(100, 0),
  ]);
});
