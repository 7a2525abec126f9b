import { quotedList, type View, varchar, viewColumn } from "../shared/event-lake/view";
import { INGESTED } from "../shared/event-lake/view-columns";
import type { EventRange } from "./views";

/** Events that say a message arrived. Mobile carriers of a country report either SUCCESSFUL or DELIVERED. */
const ARRIVED = [
  "email_delivered",
  ...["success", "successful", "delivered"].map((what) => `sms_${what}`),
  ...["successful", "delivered"].map((what) => `mms_${what}`),
  ...["answered", "completed"].map((what) => `voice_${what}`),
  ...["delivered", "read"].map((what) => `rcs_${what}`),
];

/**
 * One row per message of any channel, the dashboard's own SELECT over the lake's table: the events of a message repeat
 * its price and arrive late and twice, so cost and delivery are only right per message.
 */
export function messages({ table = "events", within }: EventRange = {}): View {
  return {
    name: "messages",
    doc: "One message of any channel.",
    columns: [
      varchar("channel"),
      varchar("message_id"),
      viewColumn("request_date", "date", `CAST(min(${INGESTED.expression}) AS date)`),
      varchar("pinpoint_campaign_id", "max(campaign_id)"),
      varchar("iso_country_code", "max(country)"),
      varchar("message_type", "max(message_type)"),
      viewColumn("is_delivered", "integer", `max(CASE WHEN event_type IN (${quotedList(ARRIVED)}) THEN 1 ELSE 0 END)`),
      viewColumn("parts", "integer", "max(parts)"),
      viewColumn("cost_usd", "double", "(COALESCE(max(price_micros), 0) + COALESCE(max(carrier_fee_micros), 0)) / 1e6"),
    ],
    from: `FROM ${table}
WHERE channel IN ('email', 'sms', 'mms', 'voice', 'rcs') AND message_id IS NOT NULL${within ? ` AND ${within}` : ""}
GROUP BY channel, message_id`,
  };
}
