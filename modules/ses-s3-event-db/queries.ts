import type { NamedQuery } from "../shared/event-lake/named-query";

/**
 * AWS's example query, word for word where the database has its default name.
 *
 * @see https://github.com/aws-samples/communication-developer-services-reference-architectures
 */
export const queries = (databaseName: string): readonly NamedQuery[] => [
  {
    name: "status_of_address",
    description:
      "AWS's example: mails to an address and what became of them there. It reads all that is kept; opens and clicks name no recipient and show at each.",
    sql: `SELECT *
FROM "${databaseName}"."email_status"
CROSS JOIN UNNEST(destination) AS t(email)
WHERE t.email = 'someone@example.com'
ORDER BY time_sent DESC`,
  },
];
