import type { EChartsCoreOption } from "echarts";
import type { Dimension, Measure } from "../../modules/events-dashboard/chart";
import type { Row } from "../athena";
import { axisLabel, named, shortDay } from "./format";
import { dimensionOf, numberOf, type Result } from "./results";
import { COLOURS } from "./svg";

/** Numbers by day: one line per measure, or per value of the second dimension. */
export interface Lines {
  /** `yyyy-MM-dd`, without gaps. */
  readonly days: readonly string[];
  readonly lines: readonly { readonly name: string; readonly numbers: readonly (number | undefined)[] }[];
}

/** Days without a row count nothing; they have no rate. */
export function linesOf({ chart, rows }: Result): Lines {
  const [day, split] = chart.by as [Dimension, Dimension | undefined];
  const days = everyDay(rows.map((row) => String(dimensionOf(row, day)).slice(0, 10)));
  const line = (name: string, measure: Measure, own: readonly Row[]) => {
    const byDay = new Map(own.map((row) => [String(dimensionOf(row, day)).slice(0, 10), numberOf(row, measure)]));
    return { name, numbers: days.map((date) => byDay.get(date) ?? (measure.per ? undefined : 0)) };
  };
  if (!split) return { days, lines: chart.measures.map((measure) => line(measure.label, measure, rows)) };
  const values = [...new Set(rows.map((row) => dimensionOf(row, split)))];
  const [measure] = chart.measures as [Measure];
  const lines = values.map((value) =>
    line(
      named(value, split),
      measure,
      rows.filter((row) => dimensionOf(row, split) === value),
    ),
  );
  return { days, lines: lines.sort((a, b) => total(b.numbers) - total(a.numbers)) };
}

/** ECharts' option for lines by day, with the measure's limit drawn in. */
export function lineOption(result: Result, narrow: boolean): EChartsCoreOption {
  const { days, lines } = linesOf(result);
  const [{ format, limit }] = result.chart.measures as [Measure];
  const several = lines.length > 1;
  return {
    color: [...COLOURS.series],
    grid: { left: 4, right: 20, top: several ? 36 : 16, bottom: 4, containLabel: true },
    legend: several
      ? {
          left: 0,
          top: 0,
          icon: "roundRect",
          itemGap: 18,
          itemWidth: 12,
          itemHeight: 4,
          textStyle: { color: COLOURS.muted },
        }
      : undefined,
    xAxis: {
      type: "category",
      boundaryGap: false,
      data: days.map(shortDay),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: COLOURS.rule } },
      axisLabel: { color: COLOURS.muted, interval: Math.ceil(days.length / (narrow ? 4 : 7)), hideOverlap: true },
    },
    yAxis: {
      type: "value",
      splitNumber: 3,
      ...(limit &&
        endOf(
          lines.flatMap(({ numbers }) => numbers),
          limit.value,
        )),
      axisLabel: { color: COLOURS.muted, formatter: (value: number) => axisLabel(value, format) },
      splitLine: { lineStyle: { color: COLOURS.rule } },
    },
    series: lines.map(({ name, numbers }, index) => ({
      type: "line",
      name,
      data: numbers.map((number) => number ?? null),
      showSymbol: numbers.length === 1,
      silent: true,
      lineStyle: { width: 2 },
      areaStyle: several ? undefined : { opacity: 0.12 },
      markLine: limit && index === 0 ? limitLine(limit) : undefined,
    })),
  };
}

const limitLine = ({ value, label }: { value: number; label: string }): EChartsCoreOption => ({
  symbol: "none",
  precision: 6,
  silent: true,
  lineStyle: { color: COLOURS.limit, width: 1.5, type: [5, 4] },
  label: { formatter: label, position: "insideStartTop", color: COLOURS.limit, textBorderWidth: 0 },
  data: [{ yAxis: value }],
});

/** An axis that has the limit on it, with a mark at its middle and its end. */
function endOf(numbers: readonly (number | undefined)[], limit: number): { max: number; interval: number } {
  const max = roundedUp(Math.max(limit * 1.2, ...numbers.filter((number) => number !== undefined)));
  return { max, interval: max / 2 };
}

/** The next number of few digits, for the end of an axis. */
function roundedUp(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 6, 8].find((step) => step * magnitude >= value) ?? 10) * magnitude;
}

/** Every day from the first to the last. */
function everyDay(dates: readonly string[]): string[] {
  const sorted = [...dates].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return Array.from({ length: days + 1 }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  );
}

const total = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce((sum: number, number) => sum + (number ?? 0), 0);
