import type { MessageType } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { Country } from "./countries";
import type { Kind, Status } from "./outcomes";
import type { Encoded } from "./parts";

/** A message that the service has accepted. */
export interface Message extends Encoded {
  readonly kind: Kind;
  readonly messageId: string;
  readonly account: string;
  readonly region: string;
  /** Number, sender id or RCS agent that the recipient sees. */
  readonly origin: string;
  /** E.164. */
  readonly destination: string;
  readonly country: Country;
  readonly messageType: MessageType;
  /** USD for all parts. */
  readonly price: number;
  /** USD for all parts. */
  readonly carrierFee: number;
  readonly body?: string | undefined;
  readonly context?: Readonly<Record<string, string>> | undefined;
  /** ARN of the configuration set. */
  readonly configurationSet?: string | undefined;
  readonly isInternational: boolean;
  readonly requestedAt: Date;
}

/** Statuses after which another is expected. */
const UNDERWAY = ["QUEUED", "PENDING", "SENT", "INITIATED", "RINGING", "ANSWERED"];

/** Texts that the service adds to a status; where its documentation has none, the status in words. */
const DESCRIPTIONS: Readonly<Record<Status, string>> = {
  QUEUED: "Message is queued for delivery",
  PENDING: "Message has not been delivered yet",
  SENT: "Message has been handed to the carrier",
  SUCCESSFUL: "Message has been accepted by phone carrier",
  DELIVERED: "Message has been accepted by phone",
  BLOCKED: "The recipient's device or carrier is blocking messages",
  INVALID: "Destination phone number is not valid",
  UNKNOWN: "No final status was received",
};

/** Events that come before a carrier is known, or without one. */
const WITHOUT_CARRIER = ["TEXT_QUEUED", "TEXT_INVALID"];
const CARRIER = { mcc: "310", mnc: "800", carrierName: "Sandbox Mobile" };
const AGENT = { rcsBusinessId: "sandbox_agent", agentIsoCountryCode: "US" };

/**
 * An event as a configuration set's destinations get it.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html
 */
export function eventOf(message: Message, status: Status, at: Date): Record<string, unknown> {
  const { kind, context } = message;
  return {
    eventType: `${kind}_${status}`,
    eventVersion: "1.0",
    eventTimestamp: at.getTime(),
    isFinal: !UNDERWAY.includes(status),
    originationPhoneNumber: message.origin,
    destinationPhoneNumber: message.destination,
    isoCountryCode: message.country.code,
    messageId: message.messageId,
    messageRequestTimestamp: message.requestedAt.getTime(),
    messageStatus: status,
    ...(context && { context }),
    ...(kind !== "VOICE" && written(message, status)),
  };
}

/** What events of written messages have beside those of calls; every event of a message repeats the price. */
function written({ kind, isInternational, ...message }: Message, status: Status): Record<string, unknown> {
  const words = status.replaceAll("_", " ").toLowerCase();
  return {
    isInternationalSend: isInternational,
    ...(kind !== "RCS" && !WITHOUT_CARRIER.includes(`${kind}_${status}`) && CARRIER),
    messageEncoding: message.encoding,
    messageType: message.messageType,
    messageStatusDescription: DESCRIPTIONS[status] ?? words.replace(/^./, (first) => first.toUpperCase()),
    totalMessageParts: message.parts,
    // RCS is billed when it is delivered or has failed.
    totalMessagePrice: kind === "RCS" && UNDERWAY.includes(status) ? 0 : message.price,
    totalCarrierFee: message.carrierFee,
    ...(kind === "RCS" && AGENT),
    ...(kind === "RCS" && status === "DELIVERED" && { rcsMetadata: { billingEventType: "RICH" } }),
  };
}

/** EventBridge's names; RCS has none. https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-sms-voice.html */
const DETAIL_TYPES: Readonly<Partial<Record<Kind, string>>> = {
  TEXT: "Text Message Delivery Status Updated",
  MEDIA: "Media Message Delivery Status Updated",
  VOICE: "Voice Message Delivery Status Updated",
};

/** The same event for the default bus: without the recipient's number and the sender's context. */
export function busEventOf({ kind, region }: Message, event: Readonly<Record<string, unknown>>) {
  const detailType = DETAIL_TYPES[kind];
  if (detailType === undefined) return undefined;
  const { destinationPhoneNumber: _number, context: _context, ...detail } = event;
  return { region, source: "aws.sms-voice", detailType, detail };
}
