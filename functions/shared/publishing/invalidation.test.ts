import { callerReference, invalidationPaths } from "./invalidation";

test("more than fifteen paths become what they start with; the reference does not depend on the order", () => {
  const replaced = Array.from({ length: 16 }, (_, index) => ({ key: `news/ü${index}.png`, versionId: `${index}` }));
  expect(invalidationPaths(replaced.map(({ key }) => key))).toEqual(["/news/%C3%BC*"]);
  expect(callerReference(replaced)).toBe(callerReference([...replaced].reverse()));
});
