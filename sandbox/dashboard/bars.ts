import type { EChartsCoreOption } from "echarts";
import type { Dimension, Measure } from "../../modules/events-dashboard/chart";
import type { Row } from "../athena";
import { formatted, named } from "./format";
import { dimensionOf, numberOf, type Result } from "./results";
import { COLOURS } from "./svg";

/** One bar, with what is written after it. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly label: string;
}

/** A bar per row, by the chart's first measure. */
export function barsOf({ chart, rows }: Result): readonly Bar[] {
  const [dimension] = chart.by as [Dimension];
  const [measure] = chart.measures as [Measure];
  return rows.map((row) => {
    const value = numberOf(row, measure) ?? 0;
    return { name: named(dimensionOf(row, dimension), dimension), value, label: formatted(value, measure.format) };
  });
}

/** A bar per stage; each says what share of the first stage got there. */
export function stagesOf({ chart, rows }: Result): readonly Bar[] {
  const [row] = rows as [Row];
  const values = chart.measures.map((measure) => numberOf(row, measure) ?? 0);
  const first = values[0] ?? 0;
  return chart.measures.map(({ label, format }, index) => {
    const value = values[index] ?? 0;
    const share = index > 0 && first > 0 ? ` · ${formatted(value / first, "percent")}` : "";
    return { name: label, value, label: `${formatted(value, format)}${share}` };
  });
}

/** Height of a drawing of so many bars, in px. */
export const barsHeight = (bars: readonly Bar[]): number => bars.length * 34 + 8;

/** Width of an average character of a label in px: without a browser, nothing can measure it. */
const CHARACTER = 7.4;

const shortened = (name: string, length: number): string =>
  name.length > length ? `${name.slice(0, length - 1)}…` : name;

/** ECharts' option for horizontal bars, the first on top, each with its label. */
export function barOption(bars: readonly Bar[], narrow: boolean): EChartsCoreOption {
  const names = bars.map(({ name }) => shortened(name, narrow ? 14 : 24));
  const longest = Math.max(...names.map(({ length }) => length));
  return {
    grid: { left: longest * CHARACTER + 12, right: narrow ? 96 : 110, top: 0, bottom: 0 },
    xAxis: { type: "value", show: false, max: Math.max(...bars.map(({ value }) => value)) },
    yAxis: {
      type: "category",
      inverse: true,
      data: names,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: COLOURS.text, fontSize: 13 },
    },
    series: [
      {
        type: "bar",
        silent: true,
        barWidth: 18,
        data: bars.map(({ value }) => value),
        itemStyle: { color: COLOURS.series[0], borderRadius: 2 },
        label: {
          show: true,
          position: "right",
          color: COLOURS.text,
          fontSize: 13,
          textBorderWidth: 0,
          formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.label ?? "",
        },
      },
    ],
  };
}
