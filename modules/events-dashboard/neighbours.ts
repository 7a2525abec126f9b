import { selected, type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import type { DataName } from "./chart";
import type { DataSet } from "./data-sets";

/** Databases of modules 08 and 09, as SQL names them, with a dot; undefined: no sheet of theirs. */
export interface Neighbours {
  readonly smsDatabase?: string | undefined;
  readonly sesDatabase?: string | undefined;
  /** SQL expression for the first hour to read, `yyyy/MM/dd/HH` in UTC. */
  readonly since: string;
}

const number = (name: string): ViewColumn => viewColumn(name, "double");
const timestamp = (name: string): ViewColumn => viewColumn(name, "timestamp(3)");

/** Columns of 08's `sms_status` that QuickSight takes: all but the map `context`. */
const SMS_STATUS: readonly ViewColumn[] = [
  varchar("messageid"),
  timestamp("event_timestamp"),
  timestamp("message_request_timestamp"),
  varchar("event_type"),
  viewColumn("is_final", "boolean"),
  varchar("message_status"),
  varchar("message_status_description"),
  varchar("origination_phonenumber"),
  varchar("destination_phonenumber"),
  varchar("iso_countrycode"),
  varchar("message_encoding"),
  varchar("message_type"),
  viewColumn("total_messageparts", "integer"),
  ...["total_messageprice", "total_carrierfee", "conversation_session_fee", "total_cost"].map(number),
  timestamp("first_event_timestamp"),
  viewColumn("event_count", "bigint"),
];

/** Columns of 09's `email_status`, its recipients as one text. */
const EMAIL_STATUS: readonly ViewColumn[] = [
  varchar("message_id"),
  varchar("subject"),
  varchar("destination", "array_join(destination, ', ')"),
  varchar("source"),
  varchar("configuration_set"),
  ...["time_sent", "time_delivered", "time_opened", "time_clicked", "time_bounced"].map(timestamp),
  varchar("bounce_type"),
  varchar("bounce_subtype"),
  timestamp("time_complained"),
  varchar("complaint_feedbacktype"),
  ...["time_rejected", "time_rendering_failed", "time_delayed"].map(timestamp),
  viewColumn("open_count", "bigint"),
  viewColumn("click_count", "bigint"),
  timestamp("last_ingest_timestamp"),
];

/** The data sets over modules 08 and 09. Their views keep no partition key, so a column of time limits the rows. */
export function neighbourSets({ smsDatabase, sesDatabase, since }: Neighbours): readonly DataSet[] {
  const set = (
    name: DataName,
    database: string | undefined,
    columns: readonly ViewColumn[],
    time: string,
  ): DataSet[] => {
    if (database === undefined) return [];
    const list = columns.map(selected);
    const recent = `${time} >= CAST(date_parse(${since}, '%Y/%m/%d/%H') AS timestamp)`;
    return [{ name, columns, sql: `SELECT ${list.join(", ")}\nFROM ${database}${name}\nWHERE ${recent}` }];
  };
  return [
    ...set("sms_status", smsDatabase, SMS_STATUS, "message_request_timestamp"),
    ...set("email_status", sesDatabase, EMAIL_STATUS, "last_ingest_timestamp"),
  ];
}
