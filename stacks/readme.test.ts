import { relative } from "node:path";
import { readmes } from "./readme";

test.each(readmes().map((readme) => ({ ...readme, file: relative(process.cwd(), readme.path) })))(
  "$file is up to date; npm run docs brings it up to date",
  ({ current, expected }) => {
    expect(current).toBe(expected);
  },
);
