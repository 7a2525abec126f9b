import type { Chart } from "../../modules/events-dashboard/chart";
import { CHARTS } from "../../modules/events-dashboard/charts";
import { lineOption, linesOf } from "./line";

const chart = (id: string): Chart => CHARTS.find((each) => each.id === id) as Chart;

test("a day without rows counts nothing", () => {
  const rows = [
    { request_date: "2026-11-01", channel: "sms", messages: "4" },
    { request_date: "2026-11-03", channel: "sms", messages: "6" },
    { request_date: "2026-11-03", channel: "email", messages: "50" },
  ];
  expect(linesOf({ chart: chart("volume-by-channel"), rows, cut: false })).toEqual({
    days: ["2026-11-01", "2026-11-02", "2026-11-03"],
    lines: [
      { name: "Email", numbers: [0, 0, 50] },
      { name: "SMS", numbers: [4, 0, 6] },
    ],
  });
});

test("a day without mail has no rate", () => {
  const rows = [
    { sent_date: "2026-11-01", hard_bounce_rate: "0.01" },
    { sent_date: "2026-11-03", hard_bounce_rate: null },
    { sent_date: "2026-11-04", hard_bounce_rate: "0" },
  ];
  const { lines } = linesOf({ chart: chart("hard-bounce-rate"), rows, cut: false });
  expect(lines).toEqual([{ name: "Hard bounces", numbers: [0.01, undefined, undefined, 0] }]);
});

test("the limit is on the axis, however low the rate", () => {
  const rows = [{ sent_date: "2026-11-01", complaint_rate: "0" }];
  const option = lineOption({ chart: chart("complaint-rate"), rows, cut: false }, false);
  expect(option).toMatchObject({ yAxis: { max: 0.0015 }, series: [{ markLine: { data: [{ yAxis: 0.001 }] } }] });
});
