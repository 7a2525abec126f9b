import type { JsonObject } from "../json";
import { Attributes } from "./attributes";
import { Fields, snakeCase } from "./fields";
import type { Channel, FlatEvent } from "./flat-event";
import { fromHeader, mailColumns } from "./mail";
import { mailEvent } from "./mail-event";
import { appAttributes, endpointAttributes, readEndpoint, readMetrics } from "./pinpoint-parts";
import type { Count } from "./row";
import { anyText, integer, scalarText, wholeNumber } from "./values";

/** Families of event types that have a channel of their own; all others are about an app. */
const CHANNELS: ReadonlyMap<string, Channel> = new Map([
  ["email", "email"],
  ["sms", "sms"],
  ["campaign", "campaign"],
  ["journey", "journey"],
]);

/**
 * An event of Pinpoint's stream as a row.
 *
 * https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams.html
 *
 * @param name the event's `event_type`
 */
export function flattenPinpoint(event: JsonObject, name: string, count: Count): FlatEvent {
  const fields = new Fields(event, snakeCase);
  const kind = kindOf(name);
  const metrics = readMetrics(fields);
  const attributes = readAttributes(fields, count);
  const endpoint = readEndpoint(fields);
  const mailFacet = fields.fields("facets").fields("emailChannel").fields("mailEvent");
  const mail = mailFacet.fields("mail");
  const happened = mailEvent(mailFacet);
  const columns: FlatEvent = {
    ...kind,
    event_name: name,
    event_ms: fields.milliseconds("eventTimestamp"),
    arrival_ms: fields.milliseconds("arrivalTimestamp"),
    aws_account_id: scalarText(event["awsAccountId"]),
    application_id: fields.fields("application").text("appId"),
    endpoint_id: fields.fields("client").text("clientId"),
    user_id: endpoint.fields("user").text("userId"),
    ...attributes.takePromoted(),
    ...sendColumns(kind.event_type, attributes),
    ...(kind.channel === "sms" ? smsColumns(attributes) : mailColumns(mail, "messageSendTimestamp", "fromAddress")),
    ...happened?.columns,
    price_micros: wholeNumber(metrics.numbers["price_in_millicents_usd"], 10),
  };
  attributes.setAll({ ...metrics.attributes, ...appAttributes(fields), ...endpointAttributes(endpoint) });
  attributes.setAll({ "mail.from_header": fromHeader(mail), ...happened?.attributes });
  return { ...columns, attributes: attributes.toRecord() };
}

/** Names without a leading underscore are custom events: they keep their name, whatever it says. */
function kindOf(name: string): Pick<FlatEvent, "channel" | "event_type"> {
  if (!name.startsWith("_")) return { channel: "app", event_type: name };
  const [family = ""] = name.slice(1).toLowerCase().split(".", 1);
  const eventType = name.slice(1).toLowerCase().replaceAll(".", "_");
  return { channel: CHANNELS.get(family) ?? "app", event_type: eventType };
}

/** Attributes, and under them what the sender gave as custom context. */
function readAttributes(fields: Fields, count: Count): Attributes {
  const attributes = new Attributes(count);
  // The endpoint is JSON text with personal data; what is of use in it has keys of its own.
  const { endpoint: _, ...custom } = fields.fields("clientContext").fields("custom").object;
  attributes.addAll(custom, anyText);
  attributes.addAll(fields.fields("attributes").object, anyText);
  return attributes;
}

/** How the sending by a campaign or a journey went. */
function sendColumns(eventType: string, attributes: Attributes): Partial<FlatEvent> {
  const isSend = eventType === "campaign_send" || eventType === "journey_send";
  return isSend ? { status: attributes.take(`${eventType}_status`) } : {};
}

function smsColumns(attributes: Attributes): Partial<FlatEvent> {
  const destination = attributes.take("destination_phone_number");
  return {
    message_id: attributes.take("message_id"),
    message_type: attributes.take("message_type")?.toUpperCase(),
    sender: attributes.take("origination_phone_number"),
    destination: destination === undefined ? undefined : [destination],
    status: attributes.take("record_status"),
    country: attributes.take("iso_country_code"),
    parts: integer(attributes.take("number_of_message_parts")),
  };
}
