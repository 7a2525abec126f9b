import { type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import { ARRIVAL, attribute, timestamp, typedAttribute } from "../shared/event-lake/view-columns";

/** Groups of columns that several views have, in the order of the event's members. */
type Group = readonly ViewColumn[];

const message: Group = [
  varchar("eventtype", "event_name"),
  attribute("eventversion", "event.version"),
  timestamp("event_timestamp", "event_ms"),
  timestamp("message_request_timestamp", "message_ms"),
  viewColumn("is_final", "boolean"),
  varchar("origination_phone_number", "sender"),
  varchar("destination_phone_number", "element_at(destination, 1)"),
  varchar("iso_country_code", "country"),
  typedAttribute("is_international_send", "boolean", "sms.is_international_send"),
  attribute("mcc", "sms.mcc"),
  attribute("mnc", "sms.mnc"),
  attribute("carrier_name", "sms.carrier_name"),
  varchar("message_id"),
];

const written: Group = [attribute("message_encoding", "sms.message_encoding"), varchar("message_type")];

const status: Group = [varchar("message_status", "status"), varchar("message_status_description", "status_detail")];

const parts: Group = [viewColumn("total_message_parts", "integer", "parts")];

const price: Group = [
  viewColumn("total_message_price", "double", "price_micros / 1e6"),
  viewColumn("total_carrier_fee", "double", "carrier_fee_micros / 1e6"),
  attribute("protect_configuration_id", "sms.protect_configuration_id"),
  attribute("protect_status", "sms.protect_status"),
];

const call: Group = [
  typedAttribute("total_duration_in_seconds", "double", "voice.total_duration_seconds"),
  typedAttribute("total_duration_in_minutes", "double", "voice.total_duration_minutes"),
  typedAttribute("total_price", "double", "voice.total_price"),
];

const conversation: Group = [
  attribute("rcs_business_id", "rcs.business_id"),
  attribute("agent_iso_country_code", "rcs.agent_iso_country_code"),
  attribute("billing_event_type", "rcs.billing_event_type"),
  attribute("conversation_initiating_message_id", "rcs.conversation_initiating_message_id"),
  attribute("conversation_initiating_message_type", "rcs.conversation_initiating_message_type"),
  typedAttribute("conversation_session_fee", "double", "rcs.conversation_session_fee"),
];

/** The sender's context, keys in lower case; `attributes` has it beside members of the event, whose keys have a dot. */
const tail: Group = [viewColumn("context", "map(varchar, varchar)", "attributes"), ...ARRIVAL];

/** Columns of texts and pictures. */
export const WRITTEN: Group = [...message, ...written, ...status, ...parts, ...price, ...tail];

/** Columns of calls. */
export const SPOKEN: Group = [...message, ...status, ...price, ...call, ...tail];

/** Columns of RCS, and of types that have no view. */
export const RCS: Group = [...message, ...written, ...status, ...parts, ...price, ...conversation, ...tail];

/** Columns of AWS's own table `sms_events`, by its names: the event's members in lower case, objects taken apart. */
export const ORIGINAL: Group = [
  varchar("eventtype", "event_name"),
  attribute("eventversion", "event.version"),
  viewColumn("eventtimestamp", "bigint", "event_ms"),
  viewColumn("messagerequesttimestamp", "bigint", "message_ms"),
  viewColumn("isfinal", "boolean", "is_final"),
  varchar("originationphonenumber", "sender"),
  varchar("destinationphonenumber", "element_at(destination, 1)"),
  varchar("isocountrycode", "country"),
  typedAttribute("isinternationalsend", "boolean", "sms.is_international_send"),
  attribute("mcc", "sms.mcc"),
  attribute("mnc", "sms.mnc"),
  attribute("carriername", "sms.carrier_name"),
  varchar("messageid", "message_id"),
  attribute("messageencoding", "sms.message_encoding"),
  varchar("messagetype", "message_type"),
  varchar("messagestatus", "status"),
  varchar("messagestatusdescription", "status_detail"),
  viewColumn("totalmessageparts", "integer", "parts"),
  viewColumn("totalmessageprice", "double", "price_micros / 1e6"),
  viewColumn("totalcarrierfee", "double", "carrier_fee_micros / 1e6"),
  viewColumn("context", "map(varchar, varchar)", "attributes"),
  attribute("protectconfigurationid", "sms.protect_configuration_id"),
  attribute("protectstatus", "sms.protect_status"),
  typedAttribute("totaldurationinseconds", "double", "voice.total_duration_seconds"),
  typedAttribute("totaldurationinminutes", "double", "voice.total_duration_minutes"),
  typedAttribute("totalprice", "double", "voice.total_price"),
  attribute("rcsbusinessid", "rcs.business_id"),
  attribute("agentisocountrycode", "rcs.agent_iso_country_code"),
  attribute("billingeventtype", "rcs.billing_event_type"),
  attribute("conversationinitiatingmessageid", "rcs.conversation_initiating_message_id"),
  attribute("conversationinitiatingmessagetype", "rcs.conversation_initiating_message_type"),
  typedAttribute("conversationsessionfee", "double", "rcs.conversation_session_fee"),
  ...ARRIVAL,
];
