import type { Chart, Measure } from "../chart";
import type { DataSet } from "../data-sets";
import { type Block, dimensionField, fieldId, measureField } from "./fields";

/** A visual with its id, for layouts and filters. */
export interface Visual {
  readonly id: string;
  readonly block: Block;
}

/** The visuals of a chart: one, or one for each of its large numbers. */
export function visualsOf(chart: Chart, dataSet: DataSet): readonly Visual[] {
  if (chart.mark === "figures") return chart.measures.map((measure) => figure(chart, measure));
  const { kind, fieldWells, rest } = drawn(chart, dataSet);
  const configuration = { field_wells: fieldWells, ...rest };
  return [
    {
      id: chart.id,
      block: { [kind]: { ...head(chart.id, chart.title, chart.answers), chart_configuration: configuration } },
    },
  ];
}

function figure(chart: Chart, measure: Measure): Visual {
  const id = `${chart.id}-${measure.name.replaceAll("_", "-")}`;
  const field_wells = { values: measureField(chart, measure) };
  return {
    id,
    block: { kpi_visual: { ...head(id, `${chart.title}: ${measure.label}`), chart_configuration: { field_wells } } },
  };
}

/** Id, title and, where it says more, a sentence. */
export const head = (visual_id: string, title: string, subtitle?: string): Block => ({
  visual_id,
  title: { visibility: "VISIBLE", format_text: { plain_text: title } },
  subtitle: subtitle ? { visibility: "VISIBLE", format_text: { plain_text: subtitle } } : { visibility: "HIDDEN" },
});

interface Drawn {
  readonly kind: string;
  readonly fieldWells: Block;
  readonly rest: Block;
}

function drawn(chart: Chart, dataSet: DataSet): Drawn {
  const { by, measures, mark, top } = chart;
  const dimensions = by.map((dimension) => dimensionField(chart, dimension, dataSet));
  const values = measures.map((measure) => measureField(chart, measure));
  const [first, second] = dimensions;
  const limit = (top && { items_limit: top, other_categories: "EXCLUDE" }) as Block | undefined;
  switch (mark) {
    case "line":
      return {
        kind: "line_chart_visual",
        fieldWells: {
          line_chart_aggregated_field_wells: { category: first, values, ...(second && { colors: second }) },
        },
        rest: { type: "LINE", reference_lines: measures.flatMap(referenceLine) },
      };
    case "heat":
      return {
        kind: "heat_map_visual",
        fieldWells: { heat_map_aggregated_field_wells: { rows: first, columns: second, values } },
        rest: {},
      };
    case "table":
      return {
        kind: "table_visual",
        fieldWells: { table_aggregated_field_wells: { group_by: dimensions, values } },
        rest: { sort_configuration: { row_sort: largestFirst(chart) } },
      };
    default:
      // QuickSight's own funnel wants stages as rows; a bar for each measure says the same.
      return {
        kind: "bar_chart_visual",
        fieldWells: { bar_chart_aggregated_field_wells: { ...(first && { category: first }), values } },
        rest: {
          orientation: "HORIZONTAL",
          bars_arrangement: "CLUSTERED",
          ...(first && { sort_configuration: { category_sort: largestFirst(chart), category_items_limit: limit } }),
        },
      };
  }
}

const largestFirst = ({ id, measures }: Chart): Block => ({
  field_sort: { direction: "DESC", field_id: fieldId(id, String(measures[0]?.name)) },
});

const referenceLine = ({ limit }: Measure): readonly Block[] =>
  limit
    ? [
        {
          status: "ENABLED",
          data_configuration: { axis_binding: "PRIMARY_YAXIS", static_configuration: { value: limit.value } },
          label_configuration: { custom_label_configuration: { custom_label: limit.label } },
          style_configuration: { color: "#B3261E", pattern: "DASHED" },
        },
      ]
    : [];
