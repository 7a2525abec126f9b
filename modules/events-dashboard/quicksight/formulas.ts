import type { Chart, Condition, Dimension, Measure, Total } from "../chart";
import { dimensionName } from "../chart-sql";

/** A calculated field of QuickSight: https://docs.aws.amazon.com/quicksight/latest/user/calculated-field-reference.html */
export interface CalculatedField {
  readonly name: string;
  readonly expression: string;
}

/** What a chart counts and splits by that is no column, as calculated fields of its data set. */
export function calculatedFields({ by, measures }: Chart): readonly CalculatedField[] {
  const parts = by.flatMap((dimension) => partField(dimension));
  return [...parts, ...measures.map((measure) => ({ name: measure.name, expression: formula(measure) }))];
}

/** QuickSight splits by day itself; other parts of a timestamp it has to be told. Its week begins on Sunday. */
function partField(dimension: Dimension): readonly CalculatedField[] {
  const { column, part } = dimension;
  if (part === "hour") return [{ name: dimensionName(dimension), expression: `extract('HH', {${column}})` }];
  if (part === "weekday") return [{ name: dimensionName(dimension), expression: `extract('WD', {${column}})` }];
  return [];
}

function formula({ total, per }: Measure): string {
  if (!per) return totalFormula(total);
  return `ifelse(${totalFormula(per)} = 0, NULL, ${totalFormula(total)} / ${totalFormula(per)})`;
}

function totalFormula(total: Total): string {
  if ("sum" in total) return `sum({${total.sum}})`;
  if (!total.where) return `distinct_count({${total.distinct}})`;
  return `distinct_countIf({${total.distinct}}, ${condition(total.where)})`;
}

function condition(where: Condition): string {
  return Object.entries(where)
    .map(([column, values]) => {
      if (!values) return `isNotNull({${column}})`;
      return `in({${column}}, [${values.map((value) => `'${value}'`).join(", ")}])`;
    })
    .join(" AND ");
}
