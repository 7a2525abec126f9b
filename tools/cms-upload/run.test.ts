import type { Upload } from "./plan";
import { run } from "./run";

const file = (path: string, text = "x") => ({ path, content: Buffer.from(text) });

let there: Map<string, Upload | undefined>;
let said: string[];
let asked: string[];
let invalidated: (readonly string[])[];

beforeEach(() => {
  there = new Map();
  [said, asked, invalidated] = [[], [], []];
});

function upload(files: ReturnType<typeof file>[], options = {}, answer = true): Promise<number> {
  const target = {
    exists: async (key: string) => there.has(key),
    put: async (item: Upload) => void there.set(item.key, item),
    async invalidate(paths: readonly string[]) {
      invalidated.push(paths);
      return "I1";
    },
  };
  const terminal = {
    say: (line: string) => void said.push(line),
    async ask(question: string) {
      asked.push(question);
      return answer;
    },
  };
  return run(files, { prefix: "", invalidate: false, yes: false, ...options }, target, terminal);
}

test.each([
  ["logo.PNG", { contentType: "image/png" }],
  ["logo.3f2a9c1b.png", { contentType: "image/png", cacheControl: "public, max-age=31536000, immutable" }],
  ["a/index.html", { contentType: "text/html; charset=utf-8", cacheControl: "public, max-age=300" }],
  ["Frühling +1.pdf", { contentType: "application/pdf", contentDisposition: "inline" }],
  ["unknown", { contentType: "application/octet-stream" }],
])("uploads %s with its type and its place in the cache", async (path, expected) => {
  expect(await upload([file(path)], { prefix: "news/" })).toBe(0);
  expect(there.get(`news/${path}`)).toEqual({ key: `news/${path}`, content: Buffer.from("x"), ...expected });
});

test("refuses what must not be public, says why, and uploads the rest", async () => {
  const contacts = "name\nann@example.com\nbob@example.com\n";
  const files = [file("list.CSV"), file(".env"), file("people.txt", contacts), file("page.html", "a\nb\nc\nd\ne@f\n")];
  expect(await upload(files)).toBe(1);
  expect([...there.keys()]).toEqual(["page.html"]);
  expect(said).toEqual([
    expect.stringContaining("refused  list.CSV: files of its kind are never public"),
    "refused  .env: its name starts with a dot",
    "refused  people.txt: it looks like a contact list: an @ in more than 20 % of its lines",
    "uploaded page.html (text/html; charset=utf-8)",
    "1 uploaded, 0 of them replaced, 3 refused.",
  ]);
});

test("asks before it overwrites, and does nothing on no", async () => {
  there.set("a.png", undefined);
  expect(await upload([file("a.png"), file("b.png")], {}, false)).toBe(1);
  expect(asked).toEqual(["Overwrite a.png? Mail that was sent shows the new content too."]);
  expect(there.get("a.png")).toBeUndefined();
  expect([there.has("b.png"), said]).toEqual([false, ["Nothing was uploaded."]]);
});

test("invalidates what it replaced, without asking where told so", async () => {
  there.set("a.png", undefined);
  expect(await upload([file("a.png"), file("b.png")], { yes: true, invalidate: true })).toBe(0);
  expect([asked, invalidated]).toEqual([[], [["/a.png"]]]);
});
