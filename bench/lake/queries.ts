import { queries as pinpointQueries } from "../../modules/pinpoint-s3-event-db/queries";
import * as pinpoint from "../../modules/pinpoint-s3-event-db/views";
import { queries as smsQueries } from "../../modules/pinpoint-sms-event-db/queries";
import * as sms from "../../modules/pinpoint-sms-event-db/views";
import { queries as sesQueries } from "../../modules/ses-s3-event-db/queries";
import * as ses from "../../modules/ses-s3-event-db/views";
import type { Source } from "../../modules/shared/event-lake/columns";
import type { NamedQuery } from "../../modules/shared/event-lake/named-query";
import type { View } from "../../modules/shared/event-lake/view";

/** A question that is put to both layouts. */
export interface LakeQuery {
  readonly name: string;
  /** Whose events it reads. */
  readonly source: Source;
  /** Days of the month whose objects it reads. @default 30 */
  readonly days?: number;
  /**
   * Columns that the original's query and views read, a list for each reference to its table; a struct's field with its
   * path. Bounced recipients are an array of structs that is unnested whole.
   */
  readonly original: readonly (readonly string[])[];
  /** The question to our lake. */
  readonly sql: string;
  readonly views: readonly View[];
  /** Most bytes it may read, in times of the original's. Absent where it answers what the original's does not. */
  readonly maxRatio?: number;
}

const MAIL_EVENT = "facets.email_channel.mail_event";
const MESSAGE_ID = `${MAIL_EVENT}.mail.message_id`;
const BOUNCED = `${MAIL_EVENT}.bounce.bounced_recipients`;
const FUNNEL = ["event_type", "attributes"];

const DAILY_BOUNCE_RATE = `SELECT
  CAST(from_unixtime(event_ms / 1e3) AS date) AS day,
  count_if(event_type IN ('email_hardbounce', 'email_softbounce')) / CAST(count_if(event_type = 'email_send') AS double) AS bounce_rate
FROM events
WHERE source = 'pinpoint' AND channel = 'email'
  AND datehour >= date_format(current_timestamp - interval '7' day, '%Y/%m/%d/%H')
GROUP BY 1`;

const PINPOINT_VIEWS = [...pinpoint.views, ...pinpoint.ownViews];
const SMS_VIEWS = [...sms.views, ...sms.ownViews];
const SES_VIEWS = [...ses.views, ...ses.ownViews];

/** The database that queries name, where they name one. */
export const DATABASE = "lake";

/** AWS's four example queries, two that people ask besides, and the cost of SMS as it is. */
export const QUERIES: readonly LakeQuery[] = [
  {
    name: "counts of each campaign (AWS's query, 7 views)",
    source: "pinpoint",
    original: [...Array.from({ length: 5 }, () => FUNNEL), ...Array.from({ length: 2 }, () => [...FUNNEL, BOUNCED])],
    sql: named(pinpointQueries, "campaign_counts"),
    views: PINPOINT_VIEWS,
    maxRatio: 1 / 15,
  },
  {
    name: "mails to an address, and whether they were opened (AWS's query)",
    source: "pinpoint",
    original: [
      [
        "event_type",
        "event_timestamp",
        MESSAGE_ID,
        `${MAIL_EVENT}.mail.destination`,
        `${MAIL_EVENT}.mail.common_headers.subject`,
      ],
      ["event_type", "event_timestamp", MESSAGE_ID],
    ],
    sql: named(pinpointQueries, "mails_to_address"),
    views: PINPOINT_VIEWS,
    maxRatio: 1,
  },
  {
    name: "messages of each campaign, in one scan",
    source: "pinpoint",
    original: [["event_type", "attributes", MESSAGE_ID]],
    sql: named(pinpointQueries, "campaign_messages"),
    views: PINPOINT_VIEWS,
    maxRatio: 1,
  },
  {
    name: "bounce rate of each of 7 days",
    source: "pinpoint",
    days: 7,
    original: [["event_type", "event_timestamp"]],
    sql: DAILY_BOUNCE_RATE,
    views: [],
    maxRatio: 1,
  },
  {
    name: "SMS and their cost by type (AWS's query)",
    source: "eum",
    original: [["messageType", "messageId", "totalMessagePrice"]],
    sql: named(smsQueries(DATABASE), "cost_by_message_type"),
    views: SMS_VIEWS,
    maxRatio: 1,
  },
  {
    name: "SMS and their cost by type, each message once",
    source: "eum",
    original: [["messageType", "messageId", "totalMessagePrice"]],
    sql: named(smsQueries(DATABASE), "cost_by_message_type_once"),
    views: SMS_VIEWS,
  },
  {
    name: "status of mails to an address (AWS's query)",
    source: "ses",
    original: [
      [
        ...["messageId", "timestamp", "commonHeaders.subject", "commonHeaders.to"].map((field) => `mail.${field}`),
        ...["delivery", "open", "click", "bounce", "complaint"].map((kind) => `${kind}.timestamp`),
        ...["bounce.bounceType", "bounce.bounceSubType", "complaint.complaintFeedbackType"],
      ],
    ],
    sql: named(sesQueries(DATABASE), "status_of_address"),
    views: SES_VIEWS,
    maxRatio: 1,
  },
];

function named(queries: readonly NamedQuery[], name: string): string {
  const query = queries.find((one) => one.name === name);
  if (!query) throw new Error(`There is no query ${name} any more; bench/lake/queries.ts measures it.`);
  return query.sql;
}
