import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { BLOCKED_EXTENSIONS, refusal } from "../shared/publishing/refusal";

const TEXT = readFileSync(join(__dirname, "index.js"), "utf8");

interface Answer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
}

/** The function as the module deploys it. */
function edge(settings: object) {
  const context = createContext({});
  runInContext(`const CMS_SETTINGS = ${JSON.stringify(settings)};\n${TEXT}`, context);
  return (uri: string, querystring: object = {}): Answer => {
    const event = JSON.stringify({ request: { uri, querystring } });
    return JSON.parse(runInContext(`JSON.stringify(handler(${event}))`, context, { timeout: 1_000 }));
  };
}

const ask = edge({ blockedExtensions: BLOCKED_EXTENSIONS, indexRewriteEnabled: true });

/** The path with every character encoded, so many times. */
function encoded(path: string, times: number): string {
  const once = [...path].map((character) =>
    character === "/" ? "/" : `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return times === 0
    ? path
    : Array.from({ length: times - 1 }).reduce<string>((text) => text.replaceAll("%", "%25"), once.join(""));
}

test("is small enough for CloudFront, and imports nothing", () => {
  expect(Buffer.byteLength(TEXT)).toBeLessThan(9_000);
  expect(TEXT).not.toMatch(/^\s*(import|export)\b|require\(/m);
});

test.each([
  ...["/../secret", "/a/..", "/a..b.png", "/.env", "/.git/config", "/a/.htpasswd", "/list.csv", "/LIST.Csv"],
  ...["/list.csv.", "/list.csv ", "/list.csv%20", "/list.csv%2E", "/a\\b.png", "/a%5Cb.png", "/a%00.png", "/a%0d%0a"],
  ...["/%2e%2e/secret", "/%252e%252e/secret", "/%25252e%25252e/secret", "/%2eenv", "/%252eenv", "/list%2ecsv"],
  ...["//evil.example/x", "/%2fevil.example/x", "/%", "/a%zz.png", "/a%2525252525252525.png"],
])("refuses %s", (uri) => {
  expect(ask(uri)).toMatchObject({ statusCode: 404 });
});

test.each(["/logo.png", "/Fr%C3%BChling%20&%20Co.pdf", "/100%25.png", "/a+b%23.png", "/.well-known/assetlinks"])(
  "serves %s as it is",
  (uri) => {
    expect(ask(uri)).toMatchObject({ uri });
  },
);

test("12-A6 sends a folder to itself with a slash, query kept, and shows its index page there", () => {
  const query = {
    utm: { value: "mail" },
    v: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] },
    x: { value: "" },
  };
  const location = { value: "/spring/?utm=mail&v=1&v=2&x" };
  expect(ask("/spring", query)).toMatchObject({ statusCode: 301, headers: { location } });
  expect(ask("/spring/")).toMatchObject({ uri: "/spring/index.html" });
  expect(ask("/")).toMatchObject({ uri: "/index.html" });
});

test("leaves folders alone where nobody wants index pages", () => {
  const plain = edge({ blockedExtensions: [], indexRewriteEnabled: false });
  expect([plain("/spring"), plain("/spring/"), plain("/list.csv")]).toMatchObject([
    { uri: "/spring" },
    { uri: "/spring/" },
    { uri: "/list.csv" },
  ]);
});

const segment = fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
const privateName = fc.oneof(
  fc.tuple(segment, fc.constantFrom(...BLOCKED_EXTENSIONS)).map(([name, extension]) => `${name}.${extension}`),
  segment.map((name) => `.${name}`),
);

test("12-A7 nothing private is served, however it is written", () => {
  fc.assert(
    fc.property(
      fc.array(segment, { maxLength: 3 }),
      privateName,
      fc.nat({ max: 3 }),
      fc.boolean(),
      (folders, name, times, upper) => {
        const path = `/${[...folders, upper ? name.toUpperCase() : name].join("/")}`;
        expect(ask(encoded(path, times))).toMatchObject({ statusCode: 404 });
      },
    ),
    { seed: 12 },
  );
});

test("what passes would pass the publish guard too, and redirects stay on this host", () => {
  fc.assert(
    fc.property(
      fc.webPath().map((path) => `/${path}`.replace(/^\/\/+/, "/")),
      (path) => {
        const { statusCode, headers } = ask(path);
        if (statusCode === 404) return;
        expect(refusal(decodeURIComponent(path).slice(1), BLOCKED_EXTENSIONS)).toBeUndefined();
        if (statusCode === 301) expect(headers?.["location"]?.value).toMatch(/^\/[^/\\]/);
      },
    ),
    { seed: 12 },
  );
});
