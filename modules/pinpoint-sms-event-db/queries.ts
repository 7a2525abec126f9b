import type { NamedQuery } from "../shared/event-lake/named-query";

/**
 * AWS's example query, word for word, and beside it the one that counts each message's price once.
 *
 * @see https://github.com/aws-samples/communication-developer-services-reference-architectures
 */
export const queries = (databaseName: string): readonly NamedQuery[] => [
  {
    name: "cost_by_message_type",
    description:
      "AWS's example: messages and cost by type. Every event of a message repeats its price, so the cost is too high.",
    sql: `SELECT messagetype, COUNT(DISTINCT messageid) as MessageCount, SUM(totalmessageprice) as TotalCostUSD FROM "${databaseName}"."sms_events" GROUP BY messagetype`,
  },
  {
    name: "cost_by_message_type_once",
    description: "Messages and cost by type, each message counted once, with carriers' and conversations' fees.",
    sql: `SELECT message_type, sum(message_count) AS message_count, sum(total_cost_usd) AS total_cost_usd
FROM sms_cost
GROUP BY message_type`,
  },
];
