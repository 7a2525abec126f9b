import { axisLabel, formatted, named } from "./format";

test.each([
  [12431, "count", "12,431"],
  [2261.534, "count", "2,261.53"],
  [0.3426, "percent", "34.3 %"],
  [0.00042, "percent", "0.04 %"],
  [1, "percent", "100.0 %"],
  [48.1, "usd", "$48.10"],
  [0.00645, "usd", "$0.0065"],
  [0, "usd", "$0.00"],
  [undefined, "percent", "–"],
] as const)("%p as %s is written %s", (value, format, text) => {
  expect(formatted(value, format).replace("\u00a0", " ")).toBe(text);
});

test("an axis is short of room", () => {
  expect([axisLabel(12_400, "count"), axisLabel(0.05, "percent"), axisLabel(1500, "usd")]).toEqual([
    "12.4k",
    "5\u00a0%",
    "$1.5k",
  ]);
});

test.each([
  ["DE", { column: "iso_country_code", label: "Country" }, "Germany"],
  ["Unknown", { column: "iso_country_code", label: "Country" }, "Unknown"],
  ["rcs", { column: "channel", label: "Channel" }, "RCS"],
  ["7", { column: "arrival_timestamp", label: "Weekday", part: "weekday" }, "Sun"],
  ["9", { column: "arrival_timestamp", label: "Hour", part: "hour" }, "09:00"],
  ["2026-11-24", { column: "event_date", label: "Day" }, "24 Nov"],
  [null, { column: "pinpoint_campaign_id", label: "Campaign", absent: "no campaign" }, "no campaign"],
] as const)("%p is shown as people read it", (value, dimension, text) => {
  expect(named(value, dimension)).toBe(text);
});
