import { quotedList, selected, type View, type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import { INGESTED, timestamp } from "../shared/event-lake/view-columns";

const BOUNCED = ofType("email_hardbounce", "email_softbounce");
const COMPLAINED = ofType("email_complaint");
const OPENED = ofType("email_open");
const CLICKED = ofType("email_click", "email_unsubscribe");

function ofType(...types: readonly string[]): string {
  return `FILTER (WHERE happened IN (${quotedList(types)}))`;
}

const first = (name: string, filter: string) => viewColumn(name, "timestamp(3)", `min(event_timestamp) ${filter}`);

const latest = (name: string, column: string, filter: string) =>
  varchar(name, `max_by(${column}, event_timestamp) ${filter}`);

/** What came to the lake twice counts once. */
const count = (name: string, filter: string) => viewColumn(name, "bigint", `count(DISTINCT event_key) ${filter}`);

/** All that an event names: a bounce may be of an address that the mail was forwarded to. */
const ADDRESSES = "array_distinct(concat(COALESCE(destination, recipients), COALESCE(recipients, destination)))";

/** Of an event that names recipients, those who are not among them know nothing. */
const HAPPENED = "IF(recipients IS NULL OR contains(recipients, recipient), event_type)";

/** Columns of {@link PER_ADDRESS}. */
const INNER: readonly ViewColumn[] = [
  ...["message_id", "recipient", "subject", "sender", "configuration_set"].map((name) => varchar(name)),
  varchar("happened", HAPPENED),
  timestamp("sent_timestamp", "message_ms"),
  timestamp("event_timestamp", "event_ms"),
  ...["status", "status_detail"].map((name) => varchar(name)),
  viewColumn("event_key", "bigint"),
  INGESTED,
];

/** Events of mail, once for each address that they name. */
const PER_ADDRESS = `SELECT
${INNER.map((column) => `    ${selected(column)}`).join(",\n")}
  FROM events
  LEFT JOIN UNNEST(${ADDRESSES}) AS t(recipient) ON TRUE
  WHERE source = 'ses' AND channel = 'email' AND message_id IS NOT NULL`;

/**
 * What became of a mail at each of its recipients. SES says of deliveries, delays, bounces and complaints whom they
 * concern; of opens and clicks it knows only the mail, so they show at all recipients.
 */
export const emailStatus: View = {
  name: "email_status",
  doc: "What became of a mail at one of its recipients; opens and clicks name none and show at each.",
  columns: [
    varchar("message_id"),
    varchar("subject", "max(subject)"),
    // AWS's query unnests it, and must find what became of the mail at this address alone.
    viewColumn("destination", "array(varchar)", "IF(recipient IS NOT NULL, ARRAY[recipient])"),
    varchar("source", "max(sender)"),
    varchar("configuration_set", "max(configuration_set)"),
    viewColumn("time_sent", "timestamp(3)", "min(sent_timestamp)"),
    first("time_delivered", ofType("email_delivered")),
    first("time_opened", OPENED),
    first("time_clicked", CLICKED),
    first("time_bounced", BOUNCED),
    latest("bounce_type", "status", BOUNCED),
    latest("bounce_subtype", "status_detail", BOUNCED),
    first("time_complained", COMPLAINED),
    latest("complaint_feedbacktype", "status", COMPLAINED),
    first("time_rejected", ofType("email_rejected")),
    first("time_rendering_failed", ofType("email_rendering_failure")),
    viewColumn("time_delayed", "timestamp(3)", `max(event_timestamp) ${ofType("email_delivery_delay")}`),
    count("open_count", OPENED),
    count("click_count", CLICKED),
    viewColumn("last_ingest_timestamp", "timestamp(3)", "max(ingest_timestamp)"),
    varchar("recipient"),
  ],
  from: `FROM (\n  ${PER_ADDRESS}\n) AS mails\nGROUP BY message_id, recipient`,
};
