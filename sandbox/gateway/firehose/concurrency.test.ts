import { mapSome } from "./concurrency";

it("maps a list in its order, a few items at a time", async () => {
  let underWay = 0;
  let most = 0;
  const results = await mapSome([3, 1, 2, 5, 4, 0, 6], async (item) => {
    underWay++;
    most = Math.max(most, underWay);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    underWay--;
    return item * 2;
  });
  expect(results).toEqual([6, 2, 4, 10, 8, 0, 12]);
  expect(most).toBe(4);
});

it("fails with the first failure", async () => {
  await expect(mapSome([1, 2], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
