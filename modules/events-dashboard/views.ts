import { ACCOUNT, CAMPAIGN, ENDPOINT, HEAD, JOURNEY, MAIL_HEAD, SESSION } from "../pinpoint-s3-event-db/view-groups";
import { type View, type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import { ARRIVAL, attribute, fromAttributes, fromMilliseconds, INGESTED } from "../shared/event-lake/view-columns";
import { DOMAIN, EMAIL, JOURNEY_SEND, PAYLOAD, TEXT } from "./columns";

/** Rows that the views read. */
export interface EventRange {
  /** The lake's table. @default "events" */
  readonly table?: string;
  /** A condition on its partition keys, e.g. `datehour >= '2026/11/01/00'`. @default none */
  readonly within?: string;
}

const type = varchar("event_type");

/** Mail comes from the Pinpoint stream and from SES itself. */
const MAIL = "source IN ('pinpoint', 'ses') AND channel = 'email'";

/** A campaign's value counts for a week after the campaign was sent. */
const CONVERSION_MS = 7 * 24 * 60 * 60 * 1000;

const distinct = (column: string, eventType: string): string =>
  `count(DISTINCT CASE WHEN event_type = 'email_${eventType}' THEN ${column} END)`;

const messages = (eventType: string): ViewColumn =>
  viewColumn(`${eventType}_messages`, "bigint", distinct("message_id", eventType));

/** Events, each once however often it was delivered. */
const events = (eventType: string): ViewColumn =>
  viewColumn(`${eventType}_events`, "bigint", distinct("event_key", eventType));

const flag = (eventType: string): ViewColumn =>
  viewColumn(`is_${eventType}`, "integer", `max(CASE WHEN event_type = 'email_${eventType}' THEN 1 ELSE 0 END)`);

/** The dashboard's views over the lake's table, scalar columns only, since QuickSight takes no others. */
export function viewsOf({ table = "events", within }: EventRange = {}): readonly View[] {
  const from = (where: string): string => `FROM ${table}\nWHERE ${where}${within ? ` AND ${within}` : ""}`;
  return [
    {
      name: "email_all_events",
      doc: "Every mail event. `event_timestamp` is when the mail was sent, `arrival_timestamp` when the event happened.",
      columns: [type, ...MAIL_HEAD, ...CAMPAIGN, ...ACCOUNT, ...JOURNEY, ...EMAIL, ...ARRIVAL],
      from: from(MAIL),
    },
    {
      name: "sms_all_events",
      doc: "Every event of a text message; each event of a message repeats its price.",
      columns: [type, ...HEAD, ...CAMPAIGN, ...ACCOUNT, ...TEXT, ...ARRIVAL],
      from: from("source IN ('pinpoint', 'eum') AND channel = 'sms'"),
    },
    {
      name: "campaign_all_events",
      doc: "What campaigns sent to which endpoint, and what became of their push notifications.",
      columns: [
        type,
        ...HEAD,
        ...CAMPAIGN,
        ...ACCOUNT,
        attribute("delivery_type"),
        varchar("campaign_send_status", "status"),
        ...ENDPOINT,
        ...ARRIVAL,
      ],
      from: from("source IN ('pinpoint', 'ses') AND channel = 'campaign'"),
    },
    {
      name: "journey_all_events",
      doc: "What the activities of journeys sent to which endpoint.",
      columns: [type, ...HEAD, ...JOURNEY_SEND, ...ARRIVAL],
      from: from("source = 'pinpoint' AND channel = 'journey'"),
    },
    {
      name: "custom_all_events",
      doc: "What applications reported: sessions and their own events.",
      columns: [type, ...HEAD, ...SESSION, ...PAYLOAD, ...ARRIVAL],
      from: from("source = 'pinpoint' AND channel = 'app'"),
    },
    engagementDaily(from),
    emailFunnel(from),
    campaignConversion(from),
  ];
}

type From = (where: string) => string;

function engagementDaily(from: From): View {
  const select = [
    `CAST(${INGESTED.expression} AS date) AS event_date`,
    `${DOMAIN} AS destination_domain`,
    "campaign_id, journey_id, event_type, message_id, event_key",
  ];
  return {
    name: "engagement_daily",
    doc: "Mails by UTC day of arrival, campaign, journey and domain of the first recipient, each message once.",
    columns: [
      viewColumn("event_date", "date"),
      varchar("pinpoint_campaign_id", "campaign_id"),
      varchar("journey_id"),
      varchar("destination_domain"),
      ...["send", "delivered", "open", "click", "hardbounce", "softbounce"].map(messages),
      ...["complaint", "unsubscribe", "rejected"].map(messages),
      ...["open", "click"].map(events),
    ],
    from: `FROM (\n${selectFrom(select, from(MAIL))}\n) mail\nGROUP BY event_date, campaign_id, journey_id, destination_domain`,
  };
}

function emailFunnel(from: From): View {
  return {
    name: "email_funnel",
    doc: "One mail: how far it got, and what it met.",
    columns: [
      varchar("pinpoint_campaign_id", "campaign_id"),
      viewColumn(
        "sent_date",
        "date",
        `CAST(min(CASE WHEN event_type = 'email_send' THEN ${fromMilliseconds("arrival_ms")} END) AS date)`,
      ),
      varchar("message_id"),
      ...["delivered", "open", "click", "hardbounce", "softbounce", "complaint", "unsubscribe"].map(flag),
    ],
    from: `${from(`${MAIL} AND message_id IS NOT NULL`)}\nGROUP BY campaign_id, message_id`,
  };
}

/** Each event of the application counts once for a campaign, also where the campaign was sent twice to an endpoint. */
function campaignConversion(from: From): View {
  const metric = (name: string): string =>
    `TRY_CAST(json_extract_scalar(${fromAttributes("event.metrics")}, '$.${name}') AS double)`;
  const sent = selectFrom(
    ["campaign_id, treatment_id, endpoint_id, user_id, event_ms"],
    from(
      "source IN ('pinpoint', 'ses') AND channel = 'campaign' AND event_type = 'campaign_send' AND status = 'SUCCESS'",
    ),
  );
  const purchase = "(substr(event_name, 1, 1) <> '_' OR event_name = '_monetization.purchase')";
  const value = ["revenue", "price", "_item_price"].map(metric).join(", ");
  const done = selectFrom(
    ["endpoint_id, event_type, event_key, event_ms", `COALESCE(${value}) AS value`],
    from(`source = 'pinpoint' AND channel = 'app' AND ${purchase}`),
  );
  const select = [
    "c.campaign_id, c.treatment_id, c.endpoint_id, e.event_type, e.event_key",
    "max(c.user_id) AS user_id, min(c.event_ms) AS sent_ms, min(e.event_ms) AS conversion_ms, max(e.value) AS value",
  ];
  const week = `e.event_ms BETWEEN c.event_ms AND c.event_ms + ${CONVERSION_MS}`;
  const join = `FROM (\n${sent}\n) c\nINNER JOIN (\n${done}\n) e ON e.endpoint_id = c.endpoint_id AND ${week}`;
  const inner = selectFrom(
    select,
    `${join}\nGROUP BY c.campaign_id, c.treatment_id, c.endpoint_id, e.event_type, e.event_key`,
  );
  return {
    name: "campaign_conversion",
    doc: "What an endpoint did in the application within 7 days after a campaign reached it.",
    columns: [
      varchar("pinpoint_campaign_id", "campaign_id"),
      varchar("pinpoint_treatment_id", "treatment_id"),
      varchar("endpoint_id"),
      varchar("user_id", "max(user_id)"),
      viewColumn("sent_at", "timestamp(3)", `min(${fromMilliseconds("sent_ms")})`),
      varchar("conversion_event", "event_type"),
      viewColumn("first_conversion_at", "timestamp(3)", `min(${fromMilliseconds("conversion_ms")})`),
      viewColumn("conversion_count", "bigint", "count(*)"),
      viewColumn("conversion_value", "double", "sum(value)"),
    ],
    from: `FROM (\n${inner}\n) conversion\nGROUP BY campaign_id, treatment_id, endpoint_id, event_type`,
  };
}

const selectFrom = (list: readonly string[], from: string): string => `SELECT ${list.join(", ")}\n${from}`;
