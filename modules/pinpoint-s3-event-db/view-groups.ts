import { type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import {
  ARRIVAL,
  attribute,
  fromAttributes,
  fromIso,
  fromMilliseconds,
  jsonAttribute,
  ofRecipient,
  timestamp,
  typedAttribute,
} from "../shared/event-lake/view-columns";

/** Groups of columns that several views have, in the order of the original's views. */
type Group = readonly ViewColumn[];

/** When, in which application, at which endpoint. */
export const HEAD: Group = [
  timestamp("event_timestamp", "event_ms"),
  timestamp("arrival_timestamp", "arrival_ms"),
  varchar("application_id"),
  varchar("endpoint_id"),
];

/** As {@link HEAD}, for mail: the event's time is when the mail was sent, the arrival when it was opened or bounced. */
export const MAIL_HEAD: Group = [timestamp("event_timestamp", "COALESCE(message_ms, event_ms)"), ...HEAD.slice(1)];

export const CAMPAIGN: Group = [
  varchar("pinpoint_campaign_id", "campaign_id"),
  varchar("pinpoint_treatment_id", "treatment_id"),
  attribute("pinpoint_campaign_activity_id", "campaign_activity_id"),
];

export const JOURNEY: Group = [varchar("journey_id"), varchar("journey_run_id"), varchar("journey_activity_id")];

export const ACCOUNT: Group = [varchar("aws_account_id")];

export const MAIL: Group = [
  varchar("message_id"),
  timestamp("message_send_timestamp", "message_ms"),
  varchar("from_address", "sender"),
  viewColumn("destination", "array(varchar)"),
  varchar("subject"),
];

export const TAIL: Group = [viewColumn("message_tags", "map(varchar, varchar)", "attributes"), ...ARRIVAL];

export const DEVICE: Group = [
  attribute("device_make", "device.make"),
  attribute("device_model", "device.model"),
  attribute("platform_name", "device.platform_name"),
  attribute("platform_version", "device.platform_version"),
  attribute("locale_code", "device.locale_code"),
  attribute("locale_country", "device.locale_country"),
];

/** The stream has times of sessions as milliseconds or in ISO 8601. */
function sessionTime(name: string, key: string): ViewColumn {
  const text = fromAttributes(key);
  const number = `TRY_CAST(${text} AS bigint)`;
  return viewColumn(name, "timestamp(3)", `COALESCE(${fromMilliseconds(number)}, ${fromIso(text)})`);
}

export const SESSION: Group = [
  attribute("cognito_id", "client.cognito_id"),
  attribute("session_id", "session.session_id"),
  sessionTime("session_start_time", "session.start_timestamp"),
  sessionTime("session_stop_time", "session.stop_timestamp"),
];

export const ENDPOINT: Group = [
  attribute("endpoint_status", "endpoint.status"),
  attribute("channel_type", "endpoint.channel_type"),
  attribute("opt_out", "endpoint.opt_out"),
  varchar("user_id"),
];

export const SMS: Group = [
  attribute("sender_request_id"),
  varchar("destination_phone_number", "element_at(destination, 1)"),
  varchar("origination_phone_number", "sender"),
  varchar("record_status", "status"),
  varchar("iso_country_code", "country"),
  viewColumn("number_of_message_parts", "integer", "parts"),
  varchar("message_id"),
  varchar("message_type"),
  // USD x 1,000,000 is ten times Pinpoint's unit, the thousandth of a cent.
  viewColumn("price_in_millicents_usd", "double", "price_micros / 10e0"),
  jsonAttribute("message_tags", "map(varchar, varchar)", "customer_context"),
  ...ARRIVAL,
];

/** Bounced and delayed recipients: address, status, answer of the server. */
export function recipient(word: "bounced" | "delayed"): Record<"address" | "status" | "diagnostic", ViewColumn> {
  return {
    address: ofRecipient(`${word}_recipient_email_address`, "recipients"),
    status: ofRecipient(`${word}_recipient_status`, "recipient_status"),
    diagnostic: ofRecipient(`${word}_recipient_diagnostic_code`, "recipient_diagnostic"),
  };
}

/** Columns of app events, around device and session. */
export const APP_HEAD: Group = [
  varchar("event_type", "event_name"),
  ...HEAD,
  ...ACCOUNT,
  attribute("app_title", "application.title"),
  attribute("app_version", "application.version_name"),
  attribute("sdk_name", "application.sdk_name"),
  ...DEVICE,
  ...SESSION,
  viewColumn("attributes", "map(varchar, varchar)"),
  jsonAttribute("metrics", "map(varchar, double)", "event.metrics"),
  ...ARRIVAL,
];

export const bounceActions = varchar(
  "bounced_recipient_action",
  `element_at(split(${fromAttributes("bounce.actions")}, ','), i)`,
);

export const processingTime = typedAttribute("processing_time_millis", "bigint", "delivery.processing_time_millis");
