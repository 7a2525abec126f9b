import type { GlueTable } from "./catalog";
import { NOW } from "./fake-cloud";
import { partitionLocation, projectedKeys } from "./partitions";

const table = (parameters: Readonly<Record<string, string>>, keys = ["k"]): GlueTable => ({
  DatabaseName: "lake",
  Name: "events",
  Parameters: { "projection.enabled": "true", ...parameters },
  PartitionKeys: keys.map((Name) => ({ Name, Type: "string" })),
  StorageDescriptor: { Location: "s3://lake/events" },
});

const values = (settings: Readonly<Record<string, string>>): readonly string[] | undefined => {
  const parameters = Object.entries(settings).map(([name, value]) => [`projection.k.${name}`, value]);
  return projectedKeys(table(Object.fromEntries(parameters)), NOW)[0]?.values;
};

it.each([
  ["an enum", { type: "enum", values: "ses, eum" }, ["ses", "eum"]],
  ["integers", { type: "integer", range: "1,5", interval: "2" }, ["1", "3", "5"]],
  ["integers with digits", { type: "integer", range: "9,10", digits: "2" }, ["09", "10"]],
  [
    "hours up to now",
    { type: "date", format: "yyyy/MM/dd/HH", range: "NOW-2HOURS,NOW", "interval.unit": "HOURS" },
    ["2026/11/20/07", "2026/11/20/08", "2026/11/20/09"],
  ],
  [
    "days between two dates",
    { type: "date", format: "yyyy-MM-dd", range: "2026-02-27,2026-03-01" },
    ["2026-02-27", "2026-02-28", "2026-03-01"],
  ],
  [
    "months, the last day of a short one included",
    { type: "date", format: "yyyy/MM", range: "2026/01,NOW-8MONTHS", "interval.unit": "MONTHS" },
    ["2026/01", "2026/02", "2026/03"],
  ],
  ["hours beyond now", { type: "date", format: "HH", range: "NOW,NOW+1HOURS", "interval.unit": "HOURS" }, ["09", "10"]],
])("projects %s", (_, settings, expected) => {
  expect(values(settings)).toEqual(expected);
});

it("projects 13 months of hours", () => {
  const hours = values({ type: "date", format: "yyyy/MM/dd/HH", range: "NOW-13MONTHS,NOW", "interval.unit": "HOURS" });
  expect(hours?.[0]).toBe("2025/10/20/09");
  expect(hours?.at(-1)).toBe("2026/11/20/09");
  expect(hours).toHaveLength(396 * 24 + 1);
});

it.each([
  ["a type it does not know", { type: "injected" }, /projection.k.type is injected/],
  ["no type", {}, /projection.k.type is not set/],
  [
    "a bound of another format",
    { type: "date", format: "yyyy/MM", range: "2026-01,NOW" },
    /"2026-01" is not of the format/,
  ],
  ["an unknown unit", { type: "date", format: "yyyy", range: "NOW-1FORTNIGHTS,NOW" }, /"FORTNIGHTS" is no unit/],
])("refuses %s", (_, settings, reason) => {
  expect(() => values(settings)).toThrow(reason);
});

it("reads partitions of tables with projection only", () => {
  expect(() => projectedKeys(table({ "projection.enabled": "false" }), NOW)).toThrow(/lacks projection.enabled/);
  expect(projectedKeys(table({}, []), NOW)).toEqual([]);
});

it("finds a partition by the template, and without one by Hive's names", () => {
  const keys = [
    { name: "source", values: [] },
    { name: "datehour", values: [] },
  ];
  const template = "s3://lake/events/source=${source}/${datehour}";
  const location = (parameters: Readonly<Record<string, string>>): string =>
    partitionLocation(table(parameters, ["source", "datehour"]), keys, ["ses", "2026/11/20/09"]);
  expect(location({ "storage.location.template": template })).toBe("s3://lake/events/source=ses/2026/11/20/09/");
  expect(location({})).toBe("s3://lake/events/source=ses/datehour=2026/11/20/09/");
});
