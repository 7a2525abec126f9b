import type { Chart, Condition, DataName } from "../chart";
import type { Block } from "./fields";

/** Column of time by data, which the period filters. */
const TIMES: Readonly<Record<DataName, string>> = {
  email_all_events: "arrival_timestamp",
  sms_all_events: "arrival_timestamp",
  campaign_all_events: "arrival_timestamp",
  journey_all_events: "arrival_timestamp",
  custom_all_events: "arrival_timestamp",
  engagement_daily: "event_date",
  email_funnel: "sent_date",
  campaign_conversion: "sent_at",
  messages: "request_date",
  sms_status: "message_request_timestamp",
  email_status: "time_sent",
};

/** The period that all sheets show, in days back from today, until a reader chooses another: that of the local page. */
const PERIOD = { From: -30, To: 1 } as const;

/** The parameters that a reader sets. */
export const PARAMETERS: readonly Block[] = [
  ...Object.entries(PERIOD).map(([name, days]) => ({
    date_time_parameter_declaration: {
      name,
      time_granularity: "DAY",
      default_values: { rolling_date: { expression: `addDateTime(${days}, 'DD', truncDate('DD', now()))` } },
    },
  })),
  { string_parameter_declaration: { name: "Recipient", parameter_value_type: "SINGLE_VALUED" } },
];

/** Controls of the period for one sheet. */
export const periodControls = (sheet: string): readonly Block[] =>
  Object.keys(PERIOD).map((name) => ({
    date_time_picker: {
      parameter_control_id: `${sheet}-${name.toLowerCase()}`,
      title: name,
      source_parameter_name: name,
    },
  }));

/** Limits a data set's visuals on some sheets to the period. */
export function periodFilter(data: DataName, sheets: readonly string[]): Block {
  const id = `period-${hyphenated(data)}`;
  const filter = {
    time_range_filter: {
      filter_id: id,
      column: { data_set_identifier: data, column_name: TIMES[data] },
      null_option: "NON_NULLS_ONLY",
      time_granularity: "DAY",
      include_minimum: true,
      range_minimum_value: { parameter: "From" },
      range_maximum_value: { parameter: "To" },
    },
  };
  return group(
    id,
    filter,
    sheets.map((sheet_id) => ({ sheet_id, scope: "ALL_VISUALS" })),
  );
}

const hyphenated = (name: string): string => name.replaceAll("_", "-");

const group = (id: string, filter: Block, scopes: readonly Block[]): Block => ({
  filter_group_id: id,
  cross_dataset: "SINGLE_DATASET",
  status: "ENABLED",
  filters: filter,
  scope_configuration: { selected_sheets: { sheet_visual_scoping_configurations: scopes } },
});

/** Keeps the rows of some visuals whose column has one of these values; null: that has the column at all. */
function categoryFilter(
  id: string,
  column: Block,
  configuration: Block,
  sheet: string,
  visual_ids: readonly string[],
): Block {
  const filter = { category_filter: { filter_id: id, column, configuration } };
  return group(id, filter, [{ sheet_id: sheet, scope: "SELECTED_VISUALS", visual_ids }]);
}

/** Keeps the rows of a visual that are about the recipient who was asked for. */
export function recipientFilter(visual: string, data: DataName, column_name: string, sheet: string): Block {
  const configuration = {
    custom_filter_configuration: {
      match_operator: "EQUALS",
      parameter_name: "Recipient",
      null_option: "NON_NULLS_ONLY",
    },
  };
  return categoryFilter(visual, { data_set_identifier: data, column_name }, configuration, sheet, [visual]);
}

/** Keeps the rows of a chart, one filter for each column. The period already leaves out rows without a time. */
export function chartFilters({ id, data, sheet, where = {} }: Chart, visuals: readonly string[]): readonly Block[] {
  return Object.entries(where)
    .filter(([column]) => column !== TIMES[data])
    .map(([column_name, values]) => {
      const column = { data_set_identifier: data, column_name };
      return categoryFilter(`${id}-${hyphenated(column_name)}`, column, category(values), sheet, visuals);
    });
}

function category(values: Condition[string] | undefined): Block {
  return values
    ? {
        filter_list_configuration: {
          match_operator: "CONTAINS",
          category_values: values,
        },
      }
    : {
        custom_filter_configuration: {
          match_operator: "EQUALS",
          select_all_options: "FILTER_ALL_VALUES",
          null_option: "NON_NULLS_ONLY",
        },
      };
}
