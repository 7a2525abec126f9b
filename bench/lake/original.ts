import { quotedIdentifier } from "@duckdb/node-api";
import type { Source } from "../../modules/shared/event-lake/columns";

/** Columns of a table with DuckDB's types. */
export type Table = Readonly<Record<string, string>>;

const TEXT = "VARCHAR";
const TEXT_MAP = "MAP(VARCHAR, VARCHAR)";
const TEXTS = "VARCHAR[]";

/** A struct of fields by name. */
function struct(fields: Table): string {
  const list = Object.entries(fields).map(([name, type]) => `${quotedIdentifier(name)} ${type}`);
  return `STRUCT(${list.join(", ")})`;
}

function strings(...names: readonly string[]): Table {
  return Object.fromEntries(names.map((name) => [name, TEXT]));
}

const PINPOINT_MAIL = struct({
  ...strings("message_id"),
  message_send_timestamp: "BIGINT",
  ...strings("from_address"),
  destination: TEXTS,
  headers_truncated: "BOOLEAN",
  headers: `${TEXT_MAP}[]`,
  common_headers: struct({ from: TEXT, to: TEXTS, subject: TEXT }),
});

const PINPOINT_MAIL_EVENT = struct({
  mail: PINPOINT_MAIL,
  send: TEXT_MAP,
  delivery: struct({
    ...strings("smtp_response", "reporting_mta"),
    recipients: TEXTS,
    processing_time_millis: "INTEGER",
  }),
  open: struct(strings("ip_address", "user_agent")),
  click: struct({ ...strings("ip_address", "user_agent", "link"), link_tags: struct({ unsubscribeLinkTag: TEXTS }) }),
  reject: struct(strings("reason")),
  complaint: struct({
    complained_recipients: `${struct(strings("email_address"))}[]`,
    ...strings("feedback_id", "user_agent", "complaint_feedback_type"),
  }),
  bounce: struct({
    ...strings("bounce_type", "bounce_sub_type"),
    bounced_recipients: `${struct(strings("email_address", "action", "status", "diagnostic_code"))}[]`,
    ...strings("feedback_id", "reporting_mta"),
  }),
});

const SES_MAIL = struct({
  ...strings("timestamp", "source", "sourceArn", "sendingAccountId", "messageId"),
  destination: TEXTS,
  headersTruncated: "BOOLEAN",
  headers: `${struct(strings("name", "value"))}[]`,
  commonHeaders: struct({ from: TEXTS, to: TEXTS, messageId: TEXT, subject: TEXT }),
  tags: struct({
    ses_configuration_set: TEXTS,
    ses_source_ip: TEXTS,
    ses_from_domain: TEXTS,
    ses_caller_identity: TEXTS,
    campaign: TEXTS,
  }),
});

/**
 * The tables of AWS's own templates: a column for each member of the source's record, objects as structs. They are
 * `all_events` of https://github.com/awslabs/digital-user-engagement-events-database, `ses_events` and `sms_events` of
 * https://github.com/aws-samples/communication-developer-services-reference-architectures.
 */
export const ORIGINAL_TABLES: Readonly<Record<Source, Table>> = {
  pinpoint: {
    event_type: TEXT,
    event_timestamp: "BIGINT",
    arrival_timestamp: "BIGINT",
    event_version: TEXT,
    application: struct({ app_id: TEXT, sdk: TEXT_MAP }),
    client: struct(strings("client_id", "cognito_id")),
    device: struct({ platform: TEXT_MAP }),
    session: TEXT_MAP,
    attributes: TEXT_MAP,
    client_context: struct({ custom: TEXT_MAP }),
    awsAccountId: TEXT,
    facets: struct({ email_channel: struct({ mail_event: PINPOINT_MAIL_EVENT }) }),
    metrics: struct({ price_in_millicents_usd: "DOUBLE" }),
  },
  ses: {
    eventType: TEXT,
    mail: SES_MAIL,
    send: TEXT_MAP,
    delivery: struct({
      timestamp: TEXT,
      processingTimeMillis: "BIGINT",
      recipients: TEXTS,
      ...strings("smtpResponse", "reportingMTA"),
    }),
    open: struct(strings("ipAddress", "timestamp", "userAgent")),
    click: struct({
      ...strings("ipAddress", "link"),
      linkTags: `MAP(VARCHAR, ${TEXTS})`,
      ...strings("timestamp", "userAgent"),
    }),
    bounce: struct({
      ...strings("bounceType", "bounceSubType"),
      bouncedRecipients: `${struct(strings("emailAddress", "action", "status", "diagnosticCode"))}[]`,
      ...strings("timestamp", "feedbackId", "reportingMTA"),
    }),
    complaint: struct({
      complainedRecipients: `${struct(strings("emailAddress"))}[]`,
      ...strings("timestamp", "feedbackId", "userAgent", "complaintFeedbackType", "arrivalDate"),
    }),
    reject: struct(strings("reason")),
    failure: struct(strings("errorMessage", "templateName")),
  },
  eum: {
    ...strings("eventType", "eventVersion"),
    eventTimestamp: "BIGINT",
    messageRequestTimestamp: "BIGINT",
    ...strings("isFinal", "originationPhoneNumber", "destinationPhoneNumber", "isoCountryCode", "messageId"),
    ...strings("messageEncoding", "messageType", "messageStatus", "messageStatusDescription"),
    totalMessageParts: "INTEGER",
    totalMessagePrice: "DOUBLE",
    totalCarrierFee: "DOUBLE",
  },
};
