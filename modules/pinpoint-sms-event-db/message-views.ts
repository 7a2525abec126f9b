import { type View, type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import { fromAttributes, fromMilliseconds } from "../shared/event-lake/view-columns";

/**
 * What makes one event of a message say more than another, in one number: that it is final, then how far the message
 * came, then the time. Carriers may be 72 hours late and their reports out of order; UNKNOWN is what the service itself
 * reports when none came, so it ranks below all. Times are cut to 13 digits (the year 2286), so that none outranks a
 * status.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html
 */
const STANDING = `(
      CASE WHEN is_final THEN 10 ELSE 0 END
      + CASE upper(status)
          WHEN 'READ' THEN 4
          WHEN 'DELIVERED' THEN 3
          WHEN 'SUCCESSFUL' THEN 2
          WHEN 'COMPLETED' THEN 2
          WHEN 'UNKNOWN' THEN 0
          ELSE 1
        END
    ) * 10000000000000 + least(greatest(COALESCE(event_ms, 0), 0), 9999999999999)`;

/** USD x 1,000,000 of a text in USD, as the prices have. */
const SESSION_FEE = `CAST(round(TRY_CAST(${fromAttributes("rcs.conversation_session_fee")} AS double) * 1e6) AS bigint)`;

/** Each event with its times: made here, since no TRY may be around an aggregate in the local cloud. */
const EVENTS = `FROM (
  SELECT
    *,
    ${fromMilliseconds("event_ms")} AS happened_at,
    ${fromMilliseconds("message_ms")} AS requested_at,
    ${STANDING} AS standing,
    ${SESSION_FEE} AS session_fee_micros
  FROM events
  WHERE source = 'eum' AND message_id IS NOT NULL
) AS ranked`;

/** What the most telling event of a message says; where it is silent, the next one that does not. */
function best(expression: string): string {
  return `max_by(${expression}, standing) FILTER (WHERE ${expression} IS NOT NULL)`;
}

const told = (name: string, type: ViewColumn["type"], expression: string) => viewColumn(name, type, best(expression));

/** Micros of USD as USD. Every event of a message repeats its price, so the message's is the highest, not the sum. */
const highest = (micros: string) => `max(${micros}) / 1e6`;

/** One row per message: where it stands and what it cost. */
export const smsStatus: View = {
  name: "sms_status",
  doc: "A message with its latest status, whatever order its events came in, and its price once.",
  columns: [
    varchar("messageid", "message_id"),
    told("event_timestamp", "timestamp(3)", "happened_at"),
    told("message_request_timestamp", "timestamp(3)", "requested_at"),
    told("event_type", "varchar", "event_name"),
    told("is_final", "boolean", "is_final"),
    told("message_status", "varchar", "status"),
    told("message_status_description", "varchar", "status_detail"),
    told("origination_phonenumber", "varchar", "sender"),
    told("destination_phonenumber", "varchar", "element_at(destination, 1)"),
    told("iso_countrycode", "varchar", "country"),
    told("message_encoding", "varchar", fromAttributes("sms.message_encoding")),
    told("message_type", "varchar", "message_type"),
    told("total_messageparts", "integer", "parts"),
    viewColumn("total_messageprice", "double", highest("price_micros")),
    viewColumn("total_carrierfee", "double", highest("carrier_fee_micros")),
    viewColumn("conversation_session_fee", "double", highest("session_fee_micros")),
    viewColumn(
      "total_cost",
      "double",
      `(${["price_micros", "carrier_fee_micros", "session_fee_micros"].map((micros) => `COALESCE(max(${micros}), 0)`).join(" + ")}) / 1e6`,
    ),
    viewColumn("first_event_timestamp", "timestamp(3)", "min(happened_at)"),
    // The service delivers at least once: an event that came twice counts once.
    viewColumn("event_count", "bigint", "count(DISTINCT event_key)"),
    told("context", "map(varchar, varchar)", "attributes"),
  ],
  from: `${EVENTS}\nGROUP BY message_id`,
};

/** A sum of USD by way of whole micros, so that it is exact. */
const summed = (usd: string) => `sum(CAST(round(${usd} * 1e6) AS bigint)) / 1e6`;

/** Messages, parts and cost by type, country and day of request. */
export const smsCost: View = {
  name: "sms_cost",
  doc: "Messages of one type to one country on one day, and what they cost: each counted once.",
  columns: [
    varchar("message_type"),
    varchar("iso_countrycode"),
    viewColumn("request_date", "date", "CAST(message_request_timestamp AS date)"),
    viewColumn("message_count", "bigint", "count(*)"),
    viewColumn("message_parts", "bigint", "sum(total_messageparts)"),
    viewColumn("message_price_usd", "double", summed("total_messageprice")),
    viewColumn("carrier_fee_usd", "double", summed("total_carrierfee")),
    viewColumn("total_cost_usd", "double", summed("total_cost")),
  ],
  from: `FROM ${smsStatus.name}\nGROUP BY message_type, iso_countrycode, CAST(message_request_timestamp AS date)`,
};
