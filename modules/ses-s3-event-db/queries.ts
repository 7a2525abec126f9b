import type { NamedQuery } from "../shared/event-lake/named-query";

/**
 * AWS's example query, without the name of the database, which may be another here.
 *
 * @see https://github.com/aws-samples/communication-developer-services-reference-architectures
 */
export const queries: readonly NamedQuery[] = [
  {
    name: "status_of_address",
    description:
      "AWS's example: mails to an address and what became of them there. It reads all that is kept; opens and clicks name no recipient and show at each.",
    sql: `SELECT *
FROM email_status
CROSS JOIN UNNEST(destination) AS t(email)
WHERE t.email = 'someone@example.com'
ORDER BY time_sent DESC`,
  },
];
