import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "./environments";

const FUNCTIONS = join(__dirname, "..", "functions");

const names = readdirSync(FUNCTIONS).filter((name) => existsSync(join(FUNCTIONS, name, "handler.ts")));

test.each(names)("the benchmark can load %s", (name) => {
  expect(environmentOf(name)).toMatchObject({ DEPLOYMENT: "bench" });
});

test("a function without an environment is refused, with where to add one", () => {
  expect(() => environmentOf("new")).toThrow(
    "No environment to load the function new with. Add it to bench/environments.ts.",
  );
});
