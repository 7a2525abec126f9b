import { parseExactly } from "./json";
import { MalformedData, rowOf } from "./openx";

const SERDE = { isCaseInsensitive: true, dotsToUnderscores: false, keys: {} };

/** The row's value of one column, as JSON text. */
function value(type: string, json: string, serde = SERDE): string {
  const document = parseExactly(json) as Parameters<typeof rowOf>[0];
  return rowOf(document, [{ name: "x", type }], serde).slice('{"x":'.length, -1);
}

describe("a document", () => {
  it("becomes a row of the table's columns: missing ones null, unknown ones dropped, keys without regard to case", () => {
    const columns = ["a", "b", "c"].map((name) => ({ name, type: "string" }));
    expect(rowOf({ B: "1", A: null, other: "2" }, columns, SERDE)).toBe('{"a":null,"b":"1","c":null}');
  });

  it("keeps the case of keys where the SerDe says so", () => {
    expect(value("string", '{"X": "upper"}', { ...SERDE, isCaseInsensitive: false })).toBe("null");
  });

  it("has the keys that the SerDe maps to columns", () => {
    expect(value("string", '{"Y": "mapped"}', { ...SERDE, keys: { x: "y" } })).toBe('"mapped"');
  });

  it("has underscores for dots where the SerDe says so", () => {
    const columns = [{ name: "a_b", type: "string" }];
    expect(rowOf({ "a.b": "1" }, columns, { ...SERDE, dotsToUnderscores: true })).toBe('{"a_b":"1"}');
  });
});

describe("a value", () => {
  it.each([
    ["bigint", "9223372036854775807", "9223372036854775807"],
    ["bigint", "-9223372036854775808", "-9223372036854775808"],
    ["bigint", "9007199254740993", "9007199254740993"],
    ["bigint", '"12"', "12"],
    ["int", "-2147483648", "-2147483648"],
    ["string", '"half \\ud800 of a pair"', '"half \uFFFD of a pair"'],
    ["map<string,string>", '{"\\ud800": "first", "\\ud801": "last"}', '{"\uFFFD":"last"}'],
    ["double", "1e3", "1000"],
    ["double", '"0.5"', "0.5"],
    ["double", "9007199254740993", "9007199254740992"],
    ["boolean", '"TRUE"', "true"],
    ["boolean", "false", "false"],
    ["string", "12.5", '"12.5"'],
    ["string", "9007199254740993", '"9007199254740993"'],
    ["string", '{"a": [1, 9007199254740993, null]}', '"{\\"a\\":[1,9007199254740993,null]}"'],
    ["array<string>", '["a", 1, null]', '["a","1",null]'],
    ["array<string>", '"single"', '["single"]'],
    ["map<string,string>", '{"A b": true, "n": null}', '{"a b":"true","n":null}'],
    ["map<string,string>", '{"key": "first", "KEY": "last"}', '{"key":"last"}'],
    ["map<string,double>", '{"a": 1.5}', '{"a":1.5}'],
  ])("for %s: %s is %s", (type, json, text) => {
    expect(value(type, `{"x": ${json}}`)).toBe(text);
  });

  it.each([
    ["bigint", "9223372036854775808"],
    ["bigint", "1.5"],
    ["bigint", "true"],
    ["bigint", '""'],
    ["int", "2147483648"],
    ["double", '"n/a"'],
    ["double", '" "'],
    ["double", '"0x10"'],
    ["double", "1e400"],
    ["double", "[1]"],
    ["boolean", "1"],
    ["map<string,string>", '"text"'],
    ["map<string,string>", "[1]"],
    ["map<string,bigint>", '{"a": "b"}'],
    ["array<int>", '["a"]'],
  ])("for %s: %s does not fit", (type, json) => {
    expect(() => value(type, `{"x": ${json}}`)).toThrow(MalformedData);
  });

  it("that does not fit is named with its column, cut to a readable length", () => {
    const long = JSON.stringify({ x: "y".repeat(1000) });
    expect(() => value("int", long)).toThrow(/^Data does not match the schema: "y{99} is no int \(column x\)\.$/);
  });
});
