import { suite } from "../suite";

test.each(suite().roots)("$name is applied", ({ error }) => {
  expect(error).toBeUndefined();
});
