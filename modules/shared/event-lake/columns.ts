/** Types of the lake's columns, as Glue writes them. */
export type ColumnType = "bigint" | "string" | "boolean" | "int" | "array<string>" | "map<string,string>";

/** One column of the table `events`. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly comment: string;
}

/** Sources of events: the values of the partition key `source`, one Firehose each. */
export const SOURCES = ["pinpoint", "ses", "eum"] as const;

/** One of {@link SOURCES}. */
export type Source = (typeof SOURCES)[number];

const column = (name: string, type: ColumnType, comment: string): Column => ({ name, type, comment });

/**
 * The columns of the table `events`, in order: every event of every source is one row. What has no column is in
 * `attributes` (under a key with a dot where the source has it in an object of its own, e.g. `delivery.reporting_mta`),
 * and `raw` has the whole record. New columns go to the end: Parquet is read by name, older objects answer null.
 */
export const EVENT_COLUMNS: readonly Column[] = [
  column("event_key", "bigint", "First 64 bits of the record's SHA-256: a record delivered twice has the same key."),
  column("channel", "string", "email, sms, mms, voice, rcs, campaign, journey, app or unknown."),
  column("event_type", "string", "What happened, in one vocabulary for all sources; custom events keep their name."),
  column("event_name", "string", "The event's type as its source spells it."),
  column("event_ms", "bigint", "When it happened, epoch milliseconds; Pinpoint gives mail the time of sending."),
  column("arrival_ms", "bigint", "When the service took it in, epoch milliseconds."),
  column("message_ms", "bigint", "When the message was sent or asked for, epoch milliseconds."),
  column("aws_account_id", "string", "Account that the message was sent from."),
  column("application_id", "string", "Application of Pinpoint or of the engagement API."),
  column("endpoint_id", "string", "Endpoint that the event is about."),
  column("user_id", "string", "User of the endpoint."),
  column("message_id", "string", "Id of the message, as the sending service gave it."),
  column("campaign_id", "string", "Campaign that sent the message, from the attribute or the tag `campaign_id`."),
  column("treatment_id", "string", "Treatment of the campaign."),
  column("journey_id", "string", "Journey that sent the message."),
  column("journey_run_id", "string", "Run of the journey."),
  column("journey_activity_id", "string", "Activity of the journey."),
  column("configuration_set", "string", "Configuration set that the message was sent with."),
  column("message_type", "string", "TRANSACTIONAL or PROMOTIONAL."),
  column("sender", "string", "Bare address in lower case, phone number or sender id."),
  column("destination", "array<string>", "All recipients of the message: bare addresses in lower case, or E.164."),
  column("recipients", "array<string>", "The recipients that this event is about."),
  column("recipient_status", "array<string>", "Status code of each of `recipients`, RFC 3463."),
  column("recipient_diagnostic", "array<string>", "Answer of the receiving server for each of `recipients`."),
  column("subject", "string", "Subject of the mail."),
  column("status", "string", "Bounce type, complaint type, reason, delivery status: what the event's kind has."),
  column("status_detail", "string", "Bounce sub-type, template name, description of the status."),
  column("is_final", "boolean", "No further event of this message is expected."),
  column("country", "string", "Country of the destination, ISO 3166-1 alpha-2."),
  column("parts", "int", "Parts that the message was sent in."),
  column("price_micros", "bigint", "Price of the message, USD x 1,000,000; every event of a message repeats it."),
  column("carrier_fee_micros", "bigint", "Carrier's fee, USD x 1,000,000; every event of a message repeats it."),
  column("link", "string", "Link that was clicked."),
  column("ip_address", "string", "Address of who opened or clicked."),
  column("user_agent", "string", "User agent of who opened, clicked or complained."),
  column("feedback_id", "string", "Id of the bounce or complaint."),
  column("attributes", "map<string,string>", "Attributes, tags and context, and every field that has no column."),
  column("raw", "string", "The source record, verbatim."),
];
