import type { DataName, Sheet } from "../chart";
import type { Block } from "./fields";
import { recipientFilter } from "./filters";
import { head, type Visual } from "./visuals";

/** Where a reader looks up one recipient. */
export const HISTORY_SHEET: Sheet = "users";

/** A list of one recipient's events, not summed up. */
interface History {
  readonly id: string;
  readonly sheet: Sheet;
  readonly title: string;
  readonly data: DataName;
  /** Column that has the recipient. */
  readonly recipient: string;
  readonly columns: readonly string[];
}

export const HISTORY: readonly History[] = [
  {
    id: "mail-history",
    sheet: HISTORY_SHEET,
    title: "Mail of one address",
    data: "email_all_events",
    recipient: "destination",
    columns: [
      "arrival_timestamp",
      "event_type",
      "destination",
      "subject",
      "pinpoint_campaign_id",
      "bounce_sub_type",
      "link",
    ],
  },
  {
    id: "sms-history",
    sheet: HISTORY_SHEET,
    title: "Text messages of one number",
    data: "sms_all_events",
    recipient: "destination_phone_number",
    columns: ["arrival_timestamp", "event_type", "destination_phone_number", "record_status", "pinpoint_campaign_id"],
  },
];

/** The lists as tables. */
export const historyVisuals: readonly Visual[] = HISTORY.map(({ id, title, data, columns }) => ({
  id,
  block: {
    table_visual: {
      ...head(
        id,
        title,
        "Every event about the recipient named above, the address as it stands in the lake: in lower case.",
      ),
      chart_configuration: {
        field_wells: {
          table_unaggregated_field_wells: {
            values: columns.map((column_name) => ({
              field_id: `${id}.${column_name}`,
              column: { data_set_identifier: data, column_name },
            })),
          },
        },
        sort_configuration: { row_sort: { field_sort: { direction: "DESC", field_id: `${id}.arrival_timestamp` } } },
      },
    },
  },
}));

/** What limits each list to its recipient. */
export const historyFilters: readonly Block[] = HISTORY.map(({ id, data, recipient }) =>
  recipientFilter(id, data, recipient, HISTORY_SHEET),
);

/** Where the recipient is typed in. */
export const historyControl: Block = {
  text_field: {
    parameter_control_id: "recipient",
    title: "Address or phone number",
    source_parameter_name: "Recipient",
  },
};
