import type { Chart, Dimension, Measure } from "../../modules/events-dashboard/chart";
import { chartSql, dimensionName } from "../../modules/events-dashboard/chart-sql";
import type { DataSet } from "../../modules/events-dashboard/data-sets";
import type { Query, Row } from "../athena";

/** A chart with its numbers. */
export interface Result {
  readonly chart: Chart;
  readonly rows: readonly Row[];
  /** There were more rows than the chart shows. */
  readonly cut: boolean;
}

/** Asks for the numbers of every chart whose data is there. */
export async function resultsOf(charts: readonly Chart[], data: readonly DataSet[], query: Query): Promise<Result[]> {
  const sqlOf = new Map(data.map(({ name, sql }) => [name, sql]));
  const readable = charts.filter((chart) => sqlOf.has(chart.data));
  return Promise.all(
    readable.map(async (chart) => {
      const rows = (await query(chartSql(chart, String(sqlOf.get(chart.data))))).filter((row) => hasNumber(chart, row));
      const shown = rows.slice(0, chart.top ?? rows.length);
      return { chart, rows: shown, cut: rows.length > shown.length };
    }),
  );
}

/** A row without a number says nothing. A SELECT without GROUP BY answers a row of zeros for no events at all. */
function hasNumber({ by, measures }: Chart, row: Row): boolean {
  const numbers = measures.map((measure) => numberOf(row, measure));
  return by.length > 0 ? numbers.some((number) => number !== undefined) : Boolean(numbers[0]);
}

/** The row's number of a measure; undefined for a rate of nothing. */
export function numberOf(row: Row, { name }: Measure): number | undefined {
  const value = row[name];
  return value === null || value === undefined || value === "" ? undefined : Number(value);
}

/** The row's value of a dimension. */
export const dimensionOf = (row: Row, dimension: Dimension): string | null => row[dimensionName(dimension)] ?? null;
