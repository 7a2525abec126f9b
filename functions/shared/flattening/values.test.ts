import {
  anyText,
  finiteNumber,
  flag,
  integer,
  joinedText,
  milliseconds,
  nonEmptyText,
  scalarText,
  texts,
  wholeNumber,
  writable,
} from "./values";

const TIME = Date.parse("2026-11-20T09:15:02.310Z");

test.each([
  [TIME, TIME],
  [String(TIME), TIME],
  [1_763_630_102.31, 1_763_630_102],
  [-5, -5],
  ["2026-11-20T09:15:02.310Z", TIME],
  ["2026-11-20T09:15:02.310999Z", TIME],
  ["2026-11-20T09:15:02.310", TIME],
  ["2026-11-20T10:15:02.310+01:00", TIME],
  ["2026-11-20T09:15:02.310+0000", TIME],
  ["2026-11-20T09:15Z", Date.parse("2026-11-20T09:15:00Z")],
  ["2026-13-40T09:15:02Z", undefined],
  ["Fri, 20 Nov 2026 09:15:02 +0000", undefined],
  ["soon", undefined],
  ["", undefined],
  [1e300, undefined],
  [Number.NaN, undefined],
  [null, undefined],
  [true, undefined],
  [[TIME], undefined],
])("the time %j is %p", (value, expected) => {
  expect(milliseconds(value)).toBe(expected);
});

test.each([
  [645, 10, 6_450],
  [0.00581, 1_000_000, 5_810],
  ["0.00302", 1_000_000, 3_020],
  ["1e-3", 1_000, 1],
  [0, 1_000_000, 0],
  [-0, 1, 0],
  ["n/a", 1_000_000, undefined],
  ["", 1, undefined],
  ["0x10", 1, undefined],
  [Number.MAX_SAFE_INTEGER, 2, undefined],
  [{}, 1, undefined],
])("%j times %d is %p as a whole number", (value, factor, expected) => {
  expect(wholeNumber(value, factor)).toBe(expected);
});

test.each([
  [2, 2],
  ["2", 2],
  [2.0, 2],
  ["2.5", undefined],
  [2 ** 31, undefined],
  [null, undefined],
])("%j is %p as an integer", (value, expected) => {
  expect(integer(value)).toBe(expected);
});

test("numbers are finite", () => {
  expect(["1.5", 2, "Infinity", "1.2.3", "9".repeat(400), null].map(finiteNumber)).toEqual([
    1.5,
    2,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("booleans may be text", () => {
  expect([true, false, "true", "FALSE", 1, null, "yes", { toString: 1 }].map(flag)).toEqual([
    true,
    false,
    true,
    false,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("numbers and booleans have a text, objects and lists only where any value may", () => {
  const values = ["a", 1.5, false, null, { a: [1] }, ["b"]];
  expect(values.map(scalarText)).toEqual(["a", "1.5", "false", undefined, undefined, undefined]);
  expect(values.map(anyText)).toEqual(["a", "1.5", "false", undefined, '{"a":[1]}', '["b"]']);
});

test("lists are read entry by entry, and a single value is a list of one", () => {
  expect([["a", 1, null, {}], "a", null, undefined, {}].map(texts)).toEqual([["a", "1"], ["a"], [], [], []]);
  expect([["a", null, { b: 1 }], [], "a", null].map(joinedText)).toEqual(['a,{"b":1}', undefined, "a", undefined]);
});

test("a text that may not be empty", () => {
  expect(["a", "", "\0", 5, null].map(nonEmptyText)).toEqual(["a", undefined, undefined, undefined, undefined]);
});

test("text loses U+0000 and halves of surrogate pairs, and nothing else", () => {
  expect(writable("a\0b\ud83d c\udc4d 👍 ü")).toBe("ab\ufffd c\ufffd 👍 ü");
});
