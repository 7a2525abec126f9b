import { type ViewColumn, viewColumn } from "../shared/event-lake/view";

const attribute = (key: string): string => `element_at(attributes, '${key}')`;

/** Trino's timestamp of a column in epoch milliseconds; an absurd value is null instead of an error. */
export const time = (milliseconds: string): string => `TRY(CAST(from_unixtime(${milliseconds} / 1e3) AS timestamp))`;

/** Hour that an event arrived in (UTC), from the partition key. */
export const INGESTED = "TRY(CAST(date_parse(datehour, '%Y/%m/%d/%H') AS timestamp))";

/** Domain of a mail's first recipient. */
export const DOMAIN = "lower(split_part(element_at(destination, 1), '@', 2))";

const varchar = (name: string, expression?: string): ViewColumn => viewColumn(name, "varchar", expression);

/** When, of which application, which endpoint. */
export const HEAD: readonly ViewColumn[] = [
  viewColumn("event_timestamp", "timestamp(3)", time("event_ms")),
  viewColumn("arrival_timestamp", "timestamp(3)", time("arrival_ms")),
  varchar("application_id"),
  varchar("endpoint_id"),
];

export const CAMPAIGN: readonly ViewColumn[] = [
  varchar("pinpoint_campaign_id", "campaign_id"),
  varchar("pinpoint_treatment_id", "treatment_id"),
  varchar("pinpoint_campaign_activity_id", attribute("campaign_activity_id")),
];

export const ACCOUNT: readonly ViewColumn[] = [varchar("aws_account_id")];

export const JOURNEY: readonly ViewColumn[] = [
  varchar("journey_id"),
  varchar("journey_run_id"),
  varchar("journey_activity_id"),
];

export const TAIL: readonly ViewColumn[] = [
  viewColumn("ingest_timestamp", "timestamp(3)", INGESTED),
  varchar("datehour"),
];

const bounce = (column: string): string =>
  `CASE WHEN event_type IN ('email_hardbounce', 'email_softbounce') THEN ${column} END`;

export const EMAIL: readonly ViewColumn[] = [
  varchar("message_id"),
  viewColumn("message_send_timestamp", "timestamp(3)", time("message_ms")),
  varchar("from_address", "sender"),
  varchar("destination", "element_at(destination, 1)"),
  varchar("destination_domain", DOMAIN),
  varchar("subject"),
  varchar("bounce_type", bounce("status")),
  varchar("bounce_sub_type", bounce("status_detail")),
  varchar("complaint_feedback_type", "CASE WHEN event_type = 'email_complaint' THEN status END"),
  varchar("link"),
  varchar("message_tags", "json_format(CAST(attributes AS json))"),
];

export const SMS: readonly ViewColumn[] = [
  varchar("sender_request_id", attribute("sender_request_id")),
  varchar("destination_phone_number", "element_at(destination, 1)"),
  varchar("origination_phone_number", "sender"),
  varchar("record_status", "status"),
  varchar("iso_country_code", "country"),
  viewColumn("number_of_message_parts", "integer", "parts"),
  varchar("message_id"),
  varchar("message_type"),
  viewColumn("price_in_millicents_usd", "double", "price_micros / 1e1"),
  viewColumn("price_usd", "double", "price_micros / 1e6"),
  // What the sender of the message gave: Pinpoint has it as one attribute, End User Messaging's context is among ours.
  varchar("message_tags", `COALESCE(${attribute("customer_context")}, json_format(CAST(attributes AS json)))`),
];

export const ENDPOINT: readonly ViewColumn[] = [
  varchar("endpoint_status", attribute("endpoint.status")),
  varchar("channel_type", attribute("endpoint.channel_type")),
  varchar("opt_out", attribute("endpoint.opt_out")),
  varchar("user_id"),
];

export const JOURNEY_SEND: readonly ViewColumn[] = [
  varchar("journey_run_id"),
  varchar("journey_send_status", "status"),
  varchar("journey_id"),
  varchar("journey_activity_id"),
  varchar("journey_activity_type", attribute("journey_activity_type")),
  ...ACCOUNT,
  varchar("end_point_status", attribute("endpoint.status")),
  varchar("channel_type", attribute("endpoint.channel_type")),
  varchar("user_id"),
];

/** A session's time is epoch milliseconds or ISO 8601, as the application's SDK has it. */
function sessionTime(key: string): string {
  const text = attribute(key);
  const iso = `TRY(CAST(from_iso8601_timestamp(${text}) AS timestamp))`;
  return `COALESCE(${time(`TRY_CAST(${text} AS bigint)`)}, ${iso})`;
}

export const SESSION: readonly ViewColumn[] = [
  varchar("cognito_id", attribute("client.cognito_id")),
  varchar("session_id", attribute("session.session_id")),
  viewColumn("session_start_time", "timestamp(3)", sessionTime("session.start_timestamp")),
  viewColumn("session_stop_time", "timestamp(3)", sessionTime("session.stop_timestamp")),
];

export const PAYLOAD: readonly ViewColumn[] = [
  varchar("attributes_json", "json_format(CAST(attributes AS json))"),
  varchar("metrics_json", attribute("event.metrics")),
];
