import type { JsonObject } from "../json";
import { Attributes } from "./attributes";
import { camelCase, Fields } from "./fields";
import type { Channel, FlatEvent } from "./flat-event";
import type { Count } from "./row";
import { anyText } from "./values";

/** What an event type's first word says, and the word that the lake has for it. */
const FAMILIES: ReadonlyMap<string, Channel> = new Map([
  ["text", "sms"],
  ["media", "mms"],
  ["voice", "voice"],
  ["rcs", "rcs"],
]);

const MICROS = 1_000_000;

/** What a row of an event needs besides the event. */
export interface EumContext {
  /** When Firehose took the record in, epoch milliseconds. */
  readonly arrivedMs?: number | undefined;
  /** Account of the EventBridge event that the event came in. */
  readonly accountId?: string | undefined;
  readonly count: Count;
}

/**
 * An event of AWS End User Messaging (SMS, MMS, voice, RCS) as a row.
 *
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html
 *
 * @param name the event's `eventType`
 */
export function flattenEum(event: JsonObject, name: string, context: EumContext): FlatEvent {
  const fields = new Fields(event, camelCase);
  const attributes = new Attributes(context.count);
  attributes.addAll(fields.fields("context").object, anyText);
  attributes.setAll(detailAttributes(fields));
  const destination = fields.text("destinationPhoneNumber");
  return {
    ...kindOf(name),
    event_name: name,
    event_ms: fields.milliseconds("eventTimestamp"),
    arrival_ms: context.arrivedMs,
    message_ms: fields.milliseconds("messageRequestTimestamp"),
    aws_account_id: context.accountId,
    message_id: fields.text("messageId"),
    message_type: fields.text("messageType")?.toUpperCase(),
    sender: fields.text("originationPhoneNumber"),
    destination: destination === undefined ? undefined : [destination],
    status: fields.text("messageStatus"),
    status_detail: fields.text("messageStatusDescription"),
    is_final: fields.flag("isFinal"),
    country: fields.text("isoCountryCode"),
    parts: fields.integer("totalMessageParts"),
    price_micros: fields.wholeNumber("totalMessagePrice", MICROS) ?? fields.wholeNumber("totalPrice", MICROS),
    carrier_fee_micros: fields.wholeNumber("totalCarrierFee", MICROS),
    attributes: attributes.toRecord(),
  };
}

function kindOf(name: string): Pick<FlatEvent, "channel" | "event_type"> {
  const word = name.toLowerCase();
  const [family = ""] = word.split("_", 1);
  const channel = FAMILIES.get(family);
  if (channel === undefined) return { channel: "unknown", event_type: word };
  return { channel, event_type: channel + word.slice(family.length) };
}

function detailAttributes(event: Fields): Readonly<Record<string, string | undefined>> {
  const protection = event.fields("protectConfiguration");
  return {
    "event.version": event.text("eventVersion"),
    "sms.mcc": event.text("mcc"),
    "sms.mnc": event.text("mnc"),
    "sms.carrier_name": event.text("carrierName"),
    "sms.message_encoding": event.text("messageEncoding"),
    "sms.is_international_send": event.flag("isInternationalSend")?.toString(),
    "sms.protect_configuration_id": protection.text("protectConfigurationId"),
    "sms.protect_status": protection.text("protectStatus"),
    "voice.total_duration_seconds": event.text("totalDurationInSeconds"),
    "voice.total_duration_minutes": event.text("totalDurationInMinutes"),
    "voice.total_price": event.text("totalPrice"),
    "rcs.business_id": event.text("rcsBusinessId"),
    "rcs.agent_iso_country_code": event.text("agentIsoCountryCode"),
    "rcs.billing_event_type": event.fields("rcsMetadata").text("billingEventType"),
    "rcs.conversation_initiating_message_id": event.text("conversationInitiatingMessageId"),
    "rcs.conversation_initiating_message_type": event.text("conversationInitiatingMessageType"),
    "rcs.conversation_session_fee": event.text("conversationSessionFee"),
  };
}
