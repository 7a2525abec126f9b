import { evaluatePrefix, objectName, PrefixError, wrongExpression } from "./prefix";

const at = Date.parse("2026-01-02T03:04:05.678Z");

describe("a prefix", () => {
  it.each([
    ["events/!{timestamp:yyyy/MM/dd/HH}/", "events/2026/01/02/03/"],
    ["year=!{timestamp:yyyy}/month=!{timestamp:MM}/", "year=2026/month=01/"],
    ["!{timestamp:yyyy-MM-dd'T'HH:mm:ss}_", "2026-01-02T03:04:05_"],
    ["events/", "events/2026/01/02/03/"],
    ["", "2026/01/02/03/"],
  ])("%s is evaluated in UTC", (prefix, evaluated) => {
    expect(evaluatePrefix(prefix, { at })).toBe(evaluated);
  });

  it("has the type of the error and the partition keys", () => {
    const prefix =
      "!{firehose:error-output-type}/!{partitionKeyFromLambda:a}/!{partitionKeyFromQuery:b}/!{timestamp:HH}/";
    const values = { at, errorType: "processing-failed", lambdaKeys: { a: "1" }, queryKeys: { b: "2" } };
    expect(evaluatePrefix(prefix, values)).toBe("processing-failed/1/2/03/");
  });

  it("has a new random string each time", () => {
    const evaluate = () => evaluatePrefix("!{firehose:random-string}/!{timestamp:HH}/", { at });
    expect(evaluate()).toMatch(/^[\w-]{11}\/03\/$/);
    expect(evaluate()).not.toBe(evaluate());
  });

  it("for errors that is not set is their type", () => {
    expect(evaluatePrefix("", { at, errorType: "processing-failed" })).toBe("processing-failed/2026/01/02/03/");
  });

  it.each(["!{partitionKeyFromLambda:a}/", "!{partitionKeyFromQuery:a}/", "!{firehose:nothing}/", "!{other:x}/"])(
    "with %s, which the record has no value for, is refused",
    (prefix) => {
      expect(() => evaluatePrefix(prefix, { at })).toThrow(
        new PrefixError(`The record has no value for ${prefix.slice(0, -1)} of the S3 prefix.`),
      );
    },
  );

  it.each<[string, object, string | undefined]>([
    ["!{timestamp:yyyy-MM-dd'T'HH:mm:ss}/!{firehose:random-string}/", {}, undefined],
    ["!{timestamp:yyyy}/!{timestamp:YYYY}/", {}, "!{timestamp:YYYY}"],
    ["!{timestamp:M}/", {}, "!{timestamp:M}"],
    ["!{firehose:error-output-type}/", {}, "!{firehose:error-output-type}"],
    ["!{firehose:error-output-type}/", { hasErrorType: true }, undefined],
    ["!{partitionKeyFromLambda:a}/", { hasErrorType: true }, "!{partitionKeyFromLambda:a}"],
    ["!{partitionKeyFromQuery:a}/!{partitionKeyFromLambda:b}/", { hasPartitionKeys: true }, undefined],
    ["!{other:x}/", { hasPartitionKeys: true }, "!{other:x}"],
  ])("%s with %j has as its wrong expression %s", (prefix, naming, wrong) => {
    expect(wrongExpression(prefix, naming)).toBe(wrong);
  });
});

it("an object has stream, version, time and a UUID in its name", () => {
  expect(objectName("events", 2, at, ".gz")).toMatch(
    /^events-2-2026-01-02-03-04-05-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.gz$/,
  );
});
