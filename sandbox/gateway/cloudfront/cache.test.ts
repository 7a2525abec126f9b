import { EdgeCache } from "./cache";

const settings = (min: number, standard: number, max: number) => ({
  distributionId: "E1",
  policy: { min, standard, max, queryKeys: [] },
  errorSeconds: 60,
});

let seconds = 0;
let cache: EdgeCache;
beforeEach(() => {
  seconds = 0;
  cache = new EdgeCache(() => seconds * 1_000);
});

/** For how long an answer is kept, looked at every second. */
function kept(status: number, cacheControl: string | undefined, of = settings(0, 3600, 86400)): number {
  const headers: Record<string, string> = cacheControl === undefined ? {} : { "Cache-Control": cacheControl };
  cache.keep("E1 GET /a", "/a", { status, headers, body: "a" }, of);
  while (cache.find("E1 GET /a")) seconds += 1;
  return seconds;
}

test.each([
  [200, undefined, 3600],
  [200, "public, max-age=300", 300],
  [200, "max-age=300, s-maxage=20", 20],
  [200, "public, max-age=31536000, immutable", 86400],
  [200, "no-store", 0],
  [404, "max-age=300", 60],
])("12-A5 an answer %d with Cache-Control %s is kept for %d seconds", (status, cacheControl, expected) => {
  expect(kept(status, cacheControl)).toBe(expected);
});

test("the policy's lower bound holds whatever the object says", () => {
  expect(kept(200, "no-store", settings(10, 20, 30))).toBe(10);
});

test("forgets single paths, and what starts as a path with a star", () => {
  for (const path of ["/a", "/b/1", "/b/2"]) {
    cache.keep(`E1 GET ${path}`, path, { status: 200, body: "" }, settings(0, 60, 60));
  }
  cache.forget("E1 ", ["/a", "/b/1*"]);
  cache.forget("E2 ", ["/*"]);
  expect(["/a", "/b/1", "/b/2"].map((path) => cache.find(`E1 GET ${path}`) !== undefined)).toEqual([
    false,
    false,
    true,
  ]);
});
