import { TokenBucket } from "./token-bucket";

const taken = (bucket: TokenBucket, tries: number, now: number): number =>
  Array.from({ length: tries }, () => bucket.take(1, now)).filter(Boolean).length;

test("a burst of one second passes at once, then what the time brings", () => {
  const bucket = new TokenBucket(14, 0);
  expect(taken(bucket, 20, 0)).toBe(14);
  expect(taken(bucket, 20, 500)).toBe(7);
  expect(taken(bucket, 20, 60_000)).toBe(14);
});

test("units that come evenly at the rate all pass", () => {
  const bucket = new TokenBucket(14, 0);
  const times = Array.from({ length: 1_400 }, (_, index) => (index * 1_000) / 14);
  expect(times.every((now) => bucket.take(1, now))).toBe(true);
});

test("more than the bucket holds passes when it is full, and is paid for afterwards", () => {
  const bucket = new TokenBucket(14, 0);
  expect(bucket.take(50, 0)).toBe(true);
  expect(bucket.take(1, 2_600)).toBe(false);
  expect(bucket.take(1, 2_700)).toBe(true);
});

test("a rate below one a second lets whole units pass", () => {
  const bucket = new TokenBucket(0.5, 0);
  expect([0, 1_000, 2_000].map((now) => bucket.take(1, now))).toEqual([true, false, true]);
});
