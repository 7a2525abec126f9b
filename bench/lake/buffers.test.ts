import { ObjectCount } from "./buffers";

test("a buffer opens with its first record and takes what comes before its time is over", () => {
  const objects = new ObjectCount(60);
  for (const second of [0, 59.9, 60, 100, 119.9, 500]) objects.add(second * 1_000);
  expect(objects.count).toBe(3);
});

test("no record, no object", () => {
  expect(new ObjectCount(60).count).toBe(0);
});
