import { createHash } from "node:crypto";
import * as fc from "fast-check";
import type { FlatEvent } from "./flat-event";
import { type Flatten, rowLines } from "./row";

const event: FlatEvent = { channel: "app", event_type: "a", event_name: "a" };
const one: Flatten = () => [{ event }];
const lines = (text: string, flatten = one, rawStorage: "column" | "backup" | "none" = "column") =>
  rowLines(text, { flatten, rawStorage }, undefined, () => undefined);

/** The key as text: JSON.parse would round it. */
const keyOf = (line = "") => /^\{"event_key":(-?\d+),/.exec(line)?.[1];

test("event_key is the first 64 bits of SHA-256, exact beyond 2^53", () => {
  const text = '{"a":1}';
  const expected = BigInt.asIntN(64, BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 16)}`));
  expect(keyOf(lines(text)[0])).toBe(expected.toString());
  expect(Number.isSafeInteger(Number(expected))).toBe(false);
});

test("equal documents have equal keys, whatever white space is around them; others do not", () => {
  const [alone] = lines('{"a":1}');
  const [first, second, other] = lines('\n {"a":1}\n{"a":1}{"a":2} ');
  expect([first, second].map(keyOf)).toEqual([keyOf(alone), keyOf(alone)]);
  expect(keyOf(other)).not.toBe(keyOf(alone));
});

test("a derived row has a key of its own, which is again equal for equal documents", () => {
  const derive: Flatten = () => [{ event }, { event, keyPrefix: "campaign_send\n" }];
  const keys = [...lines('{"a":1}', derive), ...lines('{"a":1}', derive)].map(keyOf);
  expect(keys[0]).not.toBe(keys[1]);
  expect(keys.slice(2)).toEqual(keys.slice(0, 2));
});

test("raw is the document's text byte for byte, and only where it is stored in the column", () => {
  const value = fc.oneof(
    fc.json(),
    fc.json().map((text) => JSON.stringify(JSON.parse(text), null, 2)),
  );
  fc.assert(
    fc.property(value, (text) => {
      const [line = ""] = lines(text);
      expect(JSON.parse(line).raw).toBe(text.trim());
    }),
    { seed: 1, numRuns: 500 },
  );
  for (const storage of ["backup", "none"] as const) expect(lines("{}", one, storage)[0]).not.toContain('"raw"');
});

test("flattening may say what raw is instead", () => {
  expect(JSON.parse(lines("{}", () => [{ event, raw: "less" }])[0] ?? "")).toMatchObject({ raw: "less" });
});

test.each(["", " \n", "{", '{"a":1}{', "{} nonsense", "nonsense", "{}}"])("refuses %j without quoting it", (text) => {
  expect(() => lines(text)).toThrow("The record is not JSON: it must hold one or more JSON documents.");
});
