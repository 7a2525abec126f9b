import type { Deployment } from "../shared/deployment";
import { hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import type { ConditionalStatement, Statement } from "../shared/policy";
import type { inputs } from "./inputs";

/** Tables of a function that acts on feedback; those of contacts are null where no contacts are kept. */
export interface FeedbackTables {
  readonly contactsTableName: string;
  readonly contactsTableArn: string;
  readonly processedTableName: string;
  readonly processedTableArn: string;
}

type Values = ValuesOf<typeof inputs>;

/** Variables of a function that acts on feedback. */
export function feedbackEnvironment(values: Values, tables: FeedbackTables): Readonly<Record<string, unknown>> {
  return {
    EXPLICIT_SUPPRESSION_ENABLED: values.explicitSuppressionEnabled,
    SUPPRESS_UNDETERMINED: values.suppressUndetermined,
    SOFT_BOUNCE_THRESHOLD: values.softBounceThreshold,
    SOFT_BOUNCE_WINDOW_DAYS: values.softBounceWindowDays,
    COMPLAINT_POLICY: values.complaintPolicy,
    CONTACTS_TABLE_NAME: tables.contactsTableName,
    CONTACTS_KEY_ATTRIBUTE: values.contactsKeyAttribute,
    PROCESSED_TABLE_NAME: tables.processedTableName,
    PROCESSED_RETENTION_DAYS: values.processedRetentionDays,
    EVENT_BUS_NAME: values.eventBusName,
  };
}

/** What the role of a function that acts on feedback needs. */
export function feedbackStatements(
  deployment: Deployment,
  { eventBusName, explicitSuppressionEnabled }: Values,
  tables: FeedbackTables,
): (Statement | ConditionalStatement)[] {
  return [
    {
      Sid: "RememberFeedback",
      Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
      Resource: tables.processedTableArn,
    },
    {
      when: hcl`${explicitSuppressionEnabled}`,
      statement: {
        Sid: "SuppressAddresses",
        Action: "ses:PutSuppressedDestination",
        Resource: "*",
        why: "the suppression list is the account's, and the action has no resource level.",
      },
    },
    {
      when: hcl`${tables.contactsTableArn} != null`,
      statement: {
        Sid: "UpdateContacts",
        Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
        Resource: tables.contactsTableArn,
      },
    },
    {
      when: hcl`${eventBusName} != null`,
      statement: {
        Sid: "PublishOutcomes",
        Action: "events:PutEvents",
        Resource: deployment.arn("events", `event-bus/${eventBusName}`),
      },
    },
  ];
}
