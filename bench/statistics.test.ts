import { median, percentile } from "./statistics";

test("the median stands in the middle, between two when there is no middle, and ignores outliers", () => {
  expect(median([30, 10, 20])).toBe(20);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([1, 2, 9_999])).toBe(2);
  expect(median([7])).toBe(7);
});

test("a percentile is one of the values", () => {
  const values = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect(percentile(values, 95)).toBe(19);
  expect(percentile(values, 100)).toBe(20);
  expect(percentile(values, 1)).toBe(1);
});

test("there is no median of nothing", () => {
  expect(() => median([])).toThrow("Statistics need at least one value; got none.");
});
