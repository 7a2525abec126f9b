import { partitionKeys, partitionQuery } from "./partition-query";

describe("a partition query", () => {
  it.each([
    ["{type:.event_type}", { type: ["event_type"] }],
    ['{ a : .b.c , "d": .["e f"], g: ."h-i"["j"] }', { a: ["b", "c"], d: ["e f"], g: ["h-i", "j"] }],
  ])("%s is read", (text, keys) => {
    expect(partitionQuery("events", text)).toEqual(keys);
  });

  it.each(["", ".event_type", "{}", '{a: .b | strftime("%Y")}', "{a: .b[0]}", "{a: .b} rest", "{a: .b,}", "{a}"])(
    "%s is refused",
    (text) => {
      expect(() => partitionQuery("events", text)).toThrow(
        `Stream events has the query ${text}; the sandbox's Firehose delivers with queries such as {type: .event_type}.`,
      );
    },
  );

  it("finds texts, numbers and booleans, and nothing else", () => {
    const query = partitionQuery("events", "{a: .a, b: .b.c, c: .c, d: .d, e: .toString}");
    expect(partitionKeys(query, { a: "x", b: { c: 1 }, c: false, d: {} })).toEqual({ a: "x", b: "1", c: "false" });
    expect(partitionKeys(query, null)).toEqual({});
  });
});
