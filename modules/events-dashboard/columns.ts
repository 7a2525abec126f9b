import { ACCOUNT, SMS } from "../pinpoint-s3-event-db/view-groups";
import { type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import { attribute, fromAttributes, timestamp } from "../shared/event-lake/view-columns";

/** Domain of a mail's first recipient. */
export const DOMAIN = "lower(split_part(element_at(destination, 1), '@', 2))";

const ATTRIBUTES = "json_format(CAST(attributes AS json))";

const bounce = (column: string): string =>
  `CASE WHEN event_type IN ('email_hardbounce', 'email_softbounce') THEN ${column} END`;

/** A mail and what became of it. */
export const EMAIL: readonly ViewColumn[] = [
  varchar("message_id"),
  timestamp("message_send_timestamp", "message_ms"),
  varchar("from_address", "sender"),
  varchar("destination", "element_at(destination, 1)"),
  varchar("destination_domain", DOMAIN),
  varchar("subject"),
  varchar("bounce_type", bounce("status")),
  varchar("bounce_sub_type", bounce("status_detail")),
  varchar("complaint_feedback_type", "CASE WHEN event_type = 'email_complaint' THEN status END"),
  varchar("link"),
  varchar("message_tags", ATTRIBUTES),
];

/** A text message: the columns of module 07's views, its tags as text, its price in dollars too. */
export const TEXT: readonly ViewColumn[] = [
  ...SMS.slice(
    0,
    SMS.findIndex(({ name }) => name === "message_tags"),
  ),
  viewColumn("price_usd", "double", "price_micros / 1e6"),
  // What the sender of the message gave: Pinpoint has it as one attribute, End User Messaging's context is among ours.
  varchar("message_tags", `COALESCE(${fromAttributes("customer_context")}, ${ATTRIBUTES})`),
];

/** What an activity of a journey did for an endpoint. */
export const JOURNEY_SEND: readonly ViewColumn[] = [
  varchar("journey_run_id"),
  varchar("journey_send_status", "status"),
  varchar("journey_id"),
  varchar("journey_activity_id"),
  attribute("journey_activity_type"),
  ...ACCOUNT,
  attribute("end_point_status", "endpoint.status"),
  attribute("channel_type", "endpoint.channel_type"),
  varchar("user_id"),
];

/** What an event of an application carries. */
export const PAYLOAD: readonly ViewColumn[] = [
  varchar("attributes_json", ATTRIBUTES),
  attribute("metrics_json", "event.metrics"),
];
