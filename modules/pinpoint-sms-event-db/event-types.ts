/**
 * Event types of End User Messaging, the values of `eventType`, by what was sent.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
 */
export const EVENT_TYPES = {
  TEXT: [
    "TEXT_BLOCKED",
    "TEXT_CARRIER_BLOCKED",
    "TEXT_CARRIER_UNREACHABLE",
    "TEXT_DELIVERED",
    "TEXT_INVALID",
    "TEXT_INVALID_MESSAGE",
    "TEXT_PENDING",
    "TEXT_PROTECT_BLOCKED",
    "TEXT_QUEUED",
    "TEXT_SENT",
    "TEXT_SPAM",
    "TEXT_SUCCESSFUL",
    "TEXT_TTL_EXPIRED",
    "TEXT_UNKNOWN",
    "TEXT_UNREACHABLE",
  ],
  VOICE: [
    "VOICE_ANSWERED",
    "VOICE_BUSY",
    "VOICE_COMPLETED",
    "VOICE_FAILED",
    "VOICE_INITIATED",
    "VOICE_NO_ANSWER",
    "VOICE_RINGING",
    "VOICE_TTL_EXPIRED",
  ],
  MEDIA: [
    "MEDIA_BLOCKED",
    "MEDIA_CARRIER_BLOCKED",
    "MEDIA_CARRIER_UNREACHABLE",
    "MEDIA_DELIVERED",
    "MEDIA_FILE_INACCESSIBLE",
    "MEDIA_FILE_SIZE_EXCEEDED",
    "MEDIA_FILE_TYPE_UNSUPPORTED",
    "MEDIA_INVALID",
    "MEDIA_INVALID_MESSAGE",
    "MEDIA_PENDING",
    "MEDIA_QUEUED",
    "MEDIA_SPAM",
    "MEDIA_SUCCESSFUL",
    "MEDIA_TTL_EXPIRED",
    "MEDIA_UNKNOWN",
    "MEDIA_UNREACHABLE",
  ],
  RCS: [
    "RCS_DELIVERED",
    "RCS_FAILED",
    "RCS_FALLEN_BACK_TO_SMS",
    "RCS_PROTECT_BLOCKED",
    "RCS_QUEUED",
    "RCS_READ",
    "RCS_SENT",
    "RCS_TTL_EXPIRED",
  ],
} as const;

/** What was sent: a text, a picture, a call or RCS. */
export type Family = keyof typeof EVENT_TYPES;

/** Values that an event destination can match: every type, and one for all and for each family. */
export const MATCHING_EVENT_TYPES: readonly string[] = [
  "ALL",
  ...Object.keys(EVENT_TYPES).map((family) => `${family}_ALL`),
  ...Object.values(EVENT_TYPES).flat(),
];

/**
 * Messages on the default bus, of all configuration sets and of none; registrations, which are there too, have another
 * detail type.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-sms-voice.html
 */
export const BUS_EVENTS = {
  source: ["aws.sms-voice"],
  "detail-type": ["Text", "Media", "Voice"].map((what) => `${what} Message Delivery Status Updated`),
};
