import { quotedList, type View, type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import {
  ARRIVAL,
  attribute,
  fromAttributes,
  isoTimestamp,
  jsonAttribute,
  ofRecipient,
  PER_RECIPIENT,
  timestamp,
  typedAttribute,
} from "../shared/event-lake/view-columns";
import { emailStatus } from "./email-status";

const OF_SES = "source = 'ses' AND channel = 'email'";

/** The mail that an event is about; its tags are among the attributes. */
const MAIL: readonly ViewColumn[] = [
  varchar("message_id"),
  timestamp("mail_timestamp", "message_ms"),
  varchar("source", "sender"),
  attribute("source_arn", "mail.source_arn"),
  varchar("sending_account_id", "aws_account_id"),
  viewColumn("destination", "array(varchar)"),
  varchar("subject"),
  attribute("from_header", "mail.from_header"),
  varchar("configuration_set"),
  attribute("from_domain", "ses:from-domain"),
  attribute("caller_identity", "ses:caller-identity"),
  viewColumn("tags", "map(varchar, varchar)", "attributes"),
];

/** What a list in `attributes` (joined by comma) has at the place of this row. */
function listed(name: string, key: string): ViewColumn {
  return varchar(name, `NULLIF(element_at(split(${fromAttributes(key)}, ','), i), '')`);
}

const READER = [varchar("ip_address"), varchar("user_agent")];

/** Rows of the table `events`, one for each topic that a subscription names, and one where it names none. */
const PER_TOPIC = `FROM events\nLEFT JOIN UNNEST(sequence(1, cardinality(split(${fromAttributes("subscription.topics")}, ',')))) AS t(i) ON TRUE`;

/** The view of some types of events; `from` gives more than one row per event where there is one. */
function eventView(
  name: string,
  doc: string,
  {
    types,
    columns = [],
    from = "FROM events",
  }: { types: readonly string[]; columns?: readonly ViewColumn[]; from?: string },
): View & { readonly types: readonly string[] } {
  const isOfType = `${OF_SES} AND event_type IN (${quotedList(types)})`;
  const all = [timestamp("event_timestamp", "event_ms"), ...MAIL, ...columns, ...ARRIVAL];
  return { name, doc, types, columns: all, from: `${from}\nWHERE ${isOfType}` };
}

const known = [
  eventView("email_send", "A mail that was accepted for sending.", { types: ["email_send"] }),
  eventView("email_delivery", "A mail that a receiving server took.", {
    types: ["email_delivered"],
    columns: [
      typedAttribute("processing_time_millis", "bigint", "delivery.processing_time_millis"),
      viewColumn("recipients", "array(varchar)"),
      varchar("smtp_response", "status"),
      attribute("reporting_mta", "delivery.reporting_mta"),
      attribute("remote_mta_ip", "delivery.remote_mta_ip"),
    ],
  }),
  eventView("email_bounce", "A recipient whose server refused the mail.", {
    types: ["email_hardbounce", "email_softbounce"],
    from: PER_RECIPIENT,
    columns: [
      varchar("bounce_type", "status"),
      varchar("bounce_sub_type", "status_detail"),
      varchar("feedback_id"),
      attribute("reporting_mta", "bounce.reporting_mta"),
      ofRecipient("bounced_recipient_email_address", "recipients"),
      listed("bounced_recipient_action", "bounce.actions"),
      ofRecipient("bounced_recipient_status", "recipient_status"),
      ofRecipient("bounced_recipient_diagnostic_code", "recipient_diagnostic"),
    ],
  }),
  eventView("email_complaint", "A recipient who may have reported the mail as unwanted.", {
    types: ["email_complaint"],
    from: PER_RECIPIENT,
    columns: [
      ofRecipient("complained_email_address", "recipients"),
      varchar("feedback_id"),
      varchar("complaint_sub_type", "status_detail"),
      varchar("complaint_feedback_type", "status"),
      varchar("user_agent"),
      isoTimestamp("arrival_date", fromAttributes("complaint.arrival_date")),
    ],
  }),
  eventView("email_reject", "A mail that SES took and did not send, because of a virus.", {
    types: ["email_rejected"],
    columns: [varchar("reject_reason", "status")],
  }),
  eventView("email_open", "An opening of a mail, once for each time its pixel was fetched.", {
    types: ["email_open"],
    columns: READER,
  }),
  eventView("email_click", "A click on a link of a mail.", {
    types: ["email_click", "email_unsubscribe"],
    columns: [
      ...READER,
      varchar("link"),
      jsonAttribute("link_tags", "map(varchar, array(varchar))", "click.link_tags"),
    ],
  }),
  eventView("email_rendering_failure", "A mail that was not sent because its template lacked data.", {
    types: ["email_rendering_failure"],
    columns: [varchar("template_name", "status_detail"), varchar("error_message", "status")],
  }),
  eventView("email_delivery_delay", "A recipient whose server does not take the mail yet.", {
    types: ["email_delivery_delay"],
    from: PER_RECIPIENT,
    columns: [
      varchar("delay_type", "status"),
      isoTimestamp("expiration_time", fromAttributes("delivery_delay.expiration_time")),
      attribute("reporting_mta", "delivery_delay.reporting_mta"),
      ofRecipient("delayed_recipient_email_address", "recipients"),
      ofRecipient("delayed_recipient_status", "recipient_status"),
      ofRecipient("delayed_recipient_diagnostic_code", "recipient_diagnostic"),
    ],
  }),
  eventView("email_subscription", "A topic that a recipient chose or left by a link or a header of a mail.", {
    types: ["email_subscription"],
    from: PER_TOPIC,
    columns: [
      varchar("contact_list", "status_detail"),
      varchar("subscription_source", "status"),
      typedAttribute("unsubscribe_all", "boolean", "subscription.unsubscribe_all"),
      listed("topic_name", "subscription.topics"),
      listed("subscription_status", "subscription.topic_statuses"),
    ],
  }),
];

const otherEvent: View = {
  name: "other_event",
  doc: "An event of a type that has no view.",
  columns: [varchar("event_type", "event_name"), ...MAIL, ...ARRIVAL],
  from: `FROM events\nWHERE ${OF_SES} AND event_type NOT IN (${quotedList(known.flatMap(({ types }) => types))})`,
};

/** Views that a lake may have from its owner already. */
export const views: readonly View[] = [...known, otherEvent];

/** Views that no other module has: made in a joined lake too. */
export const ownViews: readonly View[] = [emailStatus];
