import { MARK } from "./details";
import type { Person } from "./people";
import type { Random } from "./random";
import type { TextPurpose } from "./story";

/** A state of a text message and when it came to be. */
export interface TextStep {
  readonly status: TextStatus;
  readonly at: number;
}

/** States with what the service says about them; `final`: no other follows. */
const STATUSES = {
  SENT: { description: "Message has been handed to the carrier", final: false },
  SUCCESSFUL: { description: "Message has been accepted by phone carrier", final: true },
  DELIVERED: { description: "Message has been accepted by phone", final: true },
  CARRIER_UNREACHABLE: { description: "Carrier unreachable", final: true },
  BLOCKED: { description: "The recipient's device or carrier is blocking messages", final: true },
  TTL_EXPIRED: { description: "Ttl expired", final: true },
} as const;

type TextStatus = keyof typeof STATUSES;

const FAILURES = [
  { status: "CARRIER_UNREACHABLE", share: 60, seconds: 40 },
  { status: "BLOCKED", share: 25, seconds: 4 },
  { status: "TTL_EXPIRED", share: 15, seconds: 3_600 },
] as const;

/** What becomes of a text message, first to last. */
export function textFate(random: Random, { country }: Person, askedAt: number): TextStep[] {
  const sent: TextStep = { status: "SENT", at: askedAt + random.between(100, 900) };
  const outcome = random.next();
  if (outcome >= country.delivered + country.accepted) {
    const { status, seconds } = random.weighted(FAILURES);
    return [sent, { status, at: sent.at + random.waiting(seconds * 1_000) }];
  }
  const accepted: TextStep = { status: "SUCCESSFUL", at: sent.at + random.between(300, 2_000) };
  if (outcome >= country.delivered) return [sent, accepted];
  return [sent, accepted, { status: "DELIVERED", at: accepted.at + random.waiting(6_000) }];
}

/** A text message as all its events describe it, https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html. */
export function textMessage(
  random: Random,
  { country, phoneNumber }: Person,
  { purpose, messageType, parts }: TextPurpose,
) {
  return {
    eventVersion: "1.0",
    originationPhoneNumber: "+12065550101",
    destinationPhoneNumber: phoneNumber,
    isoCountryCode: country.code,
    isInternationalSend: country.code !== "US",
    mcc: country.mcc,
    mnc: country.mnc,
    carrierName: random.pick(country.carriers),
    messageId: random.uuid(),
    messageEncoding: "GSM",
    messageType,
    context: { purpose, [MARK]: "true" },
    totalMessageParts: parts,
    totalMessagePrice: dollars(country.price * parts),
    totalCarrierFee: dollars(country.carrierFee * parts),
  };
}

/** The event for a state of a text message. */
export function textEvent(message: ReturnType<typeof textMessage>, askedAt: number, { status, at }: TextStep) {
  const { description, final } = STATUSES[status];
  return {
    eventType: `TEXT_${status}`,
    eventTimestamp: at,
    isFinal: final,
    messageRequestTimestamp: askedAt,
    messageStatus: status,
    messageStatusDescription: description,
    ...message,
  };
}

/** Without the digits that binary fractions add. */
function dollars(amount: number): number {
  return Number(amount.toFixed(5));
}
