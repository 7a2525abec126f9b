import { quotedList } from "../shared/event-lake/view";
import type { Chart, Condition, Dimension, Measure, Total } from "./chart";

/** Column of a chart's result that has a dimension. */
export const dimensionName = ({ column, part }: Dimension): string => (part ? `${column}_${part}` : column);

/** The chart's numbers as a SELECT over rows of its data. It asks for one row more than `top`, to tell what is left out. */
export function chartSql({ by, measures, where, top, mark }: Chart, rows: string): string {
  const list = [
    ...by.map((dimension) =>
      dimension.part ? `${partOf(dimension, dimension.part)} AS ${dimensionName(dimension)}` : dimension.column,
    ),
    ...measures.map((measure) => `${measureExpression(measure)} AS ${measure.name}`),
  ];
  const positions = by.map((_, index) => index + 1);
  const largestFirst = mark === "line" || mark === "heat" ? [] : [`${by.length + 1} DESC`];
  return [
    `SELECT\n  ${list.join(",\n  ")}`,
    `FROM (\n${rows}\n) data`,
    ...(where ? [`WHERE ${condition(where)}`] : []),
    ...(by.length > 0
      ? [`GROUP BY ${positions.join(", ")}`, `ORDER BY ${[...largestFirst, ...positions].join(", ")}`]
      : []),
    ...(top === undefined ? [] : [`LIMIT ${top + 1}`]),
  ].join("\n");
}

function partOf({ column }: Dimension, part: NonNullable<Dimension["part"]>): string {
  return { day: `CAST(${column} AS date)`, hour: `hour(${column})`, weekday: `day_of_week(${column})` }[part];
}

function measureExpression({ total, per }: Measure): string {
  return per
    ? `CAST(${totalExpression(total)} AS double) / NULLIF(${totalExpression(per)}, 0)`
    : totalExpression(total);
}

function totalExpression(total: Total): string {
  if ("sum" in total) return `sum(${total.sum})`;
  const value = total.where ? `CASE WHEN ${condition(total.where)} THEN ${total.distinct} END` : total.distinct;
  return `count(DISTINCT ${value})`;
}

function condition(where: Condition): string {
  return Object.entries(where)
    .map(([column, values]) => (values ? `${column} IN (${quotedList(values)})` : `${column} IS NOT NULL`))
    .join(" AND ");
}
