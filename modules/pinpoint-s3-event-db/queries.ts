import type { NamedQuery } from "../shared/event-lake/named-query";

/** The last 30 days by partition: Athena skips all others before it reads anything. */
const LAST_30_DAYS = "datehour >= date_format(current_timestamp - interval '30' day, '%Y/%m/%d/%H')";

/**
 * AWS's two example queries, word for word, and beside each the one that counts what a reader expects.
 *
 * @see https://github.com/aws-samples/communication-developer-services-reference-architectures
 */
export const queries: readonly NamedQuery[] = [
  {
    name: "campaign_counts",
    description:
      "AWS's example: events of each campaign. Two opens of one mail count twice, and each subquery reads all that is kept.",
    sql: `SELECT
  pinpoint_campaign_id,
  (SELECT COUNT(*) FROM email_send WHERE email_send.pinpoint_campaign_id = campaign_send.pinpoint_campaign_id) AS NumSends,
  (SELECT COUNT(*) FROM email_open WHERE email_open.pinpoint_campaign_id = campaign_send.pinpoint_campaign_id) AS NumOpens,
  (SELECT COUNT(*) FROM email_click WHERE email_click.pinpoint_campaign_id = campaign_send.pinpoint_campaign_id) AS NumClicks,
  (SELECT COUNT(*) FROM email_hardbounce WHERE email_hardbounce.pinpoint_campaign_id = campaign_send.pinpoint_campaign_id) AS NumHardBounces,
  (SELECT COUNT(*) FROM email_softbounce WHERE email_softbounce.pinpoint_campaign_id = campaign_send.pinpoint_campaign_id) AS NumSoftBounces,
  (SELECT COUNT(*) FROM email_unsubscribe WHERE email_unsubscribe.pinpoint_campaign_id = campaign_send.pinpoint_campaign_id) AS NumUnsubs
FROM campaign_send
WHERE ingest_timestamp > current_timestamp - interval '30' day
GROUP BY pinpoint_campaign_id`,
  },
  {
    name: "campaign_messages",
    description: "Messages of each campaign in the last 30 days, each counted once, read in one go.",
    sql: `SELECT
  campaign_id AS pinpoint_campaign_id,
  count(DISTINCT IF(event_type = 'email_send', message_id)) AS sent,
  count(DISTINCT IF(event_type = 'email_delivered', message_id)) AS delivered,
  count(DISTINCT IF(event_type = 'email_open', message_id)) AS opened,
  count(DISTINCT IF(event_type = 'email_click', message_id)) AS clicked,
  count(DISTINCT IF(event_type = 'email_hardbounce', message_id)) AS hard_bounced,
  count(DISTINCT IF(event_type = 'email_softbounce', message_id)) AS soft_bounced,
  count(DISTINCT IF(event_type = 'email_unsubscribe', message_id)) AS unsubscribed
FROM events
WHERE source IN ('pinpoint', 'ses') AND channel = 'email' AND campaign_id IS NOT NULL
  AND ${LAST_30_DAYS}
GROUP BY campaign_id
ORDER BY sent DESC`,
  },
  {
    name: "mails_to_address",
    description:
      "AWS's example: mails to an address in the last 30 days. A mail that was opened three times is listed three times.",
    sql: `SELECT
  a.event_timestamp as WhenSent,
  a.subject as EmailSubject,
  CASE WHEN b.event_timestamp IS NULL THEN 0 ELSE 1 END as DidOpen
FROM email_send a
LEFT JOIN email_open b
  ON a.message_id = b.message_id
WHERE contains(a.destination, 'someone@example.com')
  AND a.ingest_timestamp > current_timestamp - interval '30' day
ORDER BY a.event_timestamp DESC`,
  },
  {
    name: "mails_to_address_once",
    description: "Mails to an address in the last 30 days, one row each.",
    sql: `SELECT
  message_id,
  max(message_send_timestamp) AS sent_at,
  max(subject) AS subject,
  count_if(event_type = 'email_open') > 0 AS was_opened
FROM (
  SELECT message_id, message_send_timestamp, subject, destination, datehour, 'email_send' AS event_type FROM email_send
  UNION ALL
  SELECT message_id, message_send_timestamp, subject, destination, datehour, 'email_open' FROM email_open
) AS mails
WHERE contains(destination, 'someone@example.com')
  AND ${LAST_30_DAYS}
GROUP BY message_id
ORDER BY sent_at DESC`,
  },
];
