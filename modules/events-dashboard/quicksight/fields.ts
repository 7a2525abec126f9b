import type { TrinoType } from "../../shared/event-lake/view";
import type { Chart, Dimension, Format, Measure } from "../chart";
import { dimensionName } from "../chart-sql";
import type { DataSet } from "../data-sets";

/** A nested block of the provider, in its own spelling: CDKTF types the definition of a dashboard as `any`. */
export type Block = Readonly<Record<string, unknown>>;

/** Types of QuickSight's columns. */
export const QUICKSIGHT_TYPES: Partial<Record<TrinoType, string>> = {
  varchar: "STRING",
  bigint: "INTEGER",
  integer: "INTEGER",
  double: "DECIMAL",
  boolean: "BOOLEAN",
  date: "DATETIME",
  "timestamp(3)": "DATETIME",
};

/** A dimension as a field of a visual. */
export function dimensionField({ id, data }: Chart, dimension: Dimension, dataSet: DataSet): Block {
  const type = dataSet.columns.find(({ name }) => name === dimension.column)?.type;
  const isDay = dimension.part === "day" || (dimension.part === undefined && type === "date");
  const column_name = isDay ? dimension.column : dimensionName(dimension);
  const field = { field_id: fieldId(id, dimensionName(dimension)), column: { data_set_identifier: data, column_name } };
  if (isDay) return { date_dimension_field: { ...field, date_granularity: "DAY" } };
  return dimension.part ? { numerical_dimension_field: field } : { categorical_dimension_field: field };
}

/** A measure as a field of a visual. It is a calculated field that aggregates by itself. */
export function measureField({ id, data }: Chart, measure: Measure): Block {
  return {
    numerical_measure_field: {
      field_id: fieldId(id, measure.name),
      column: { data_set_identifier: data, column_name: measure.name },
      format_configuration: { numeric_format_configuration: FORMATS[measure.format] },
    },
  };
}

/** Id of a chart's field, for what sorts by it. */
export const fieldId = (chart: string, name: string): string => `${chart}.${name}`;

const FORMATS: Readonly<Record<Format, Block>> = {
  count: { number_display_format_configuration: { decimal_places_configuration: { decimal_places: 0 } } },
  percent: { percentage_display_format_configuration: { decimal_places_configuration: { decimal_places: 2 } } },
  usd: {
    currency_display_format_configuration: { symbol: "USD", decimal_places_configuration: { decimal_places: 2 } },
  },
};
