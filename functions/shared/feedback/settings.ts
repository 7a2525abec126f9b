import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { clientSettings } from "../aws";
import { commonVariables, flag, oneOf, type readConfig, text, wholeNumber } from "../config";
import type { FeedbackDependencies } from "./act";
import { DynamoDbContactStore } from "./dynamodb-contact-store";
import { DynamoDbLedger } from "./dynamodb-ledger";
import { EventBridgeOutcomeBus } from "./eventbridge-outcome-bus";
import { SesSuppressionList } from "./ses-suppression-list";

/** The variables of a function that acts on feedback; an absent optional one switches its part off. */
export const feedbackVariables = {
  ...commonVariables,
  EXPLICIT_SUPPRESSION_ENABLED: flag(),
  SUPPRESS_UNDETERMINED: flag(),
  SOFT_BOUNCE_THRESHOLD: z.optional(wholeNumber(0, 100)),
  SOFT_BOUNCE_WINDOW_DAYS: wholeNumber(1, 365),
  COMPLAINT_POLICY: oneOf("all", "single_recipient_only"),
  CONTACTS_TABLE_NAME: z.optional(text("the contacts table's name")),
  CONTACTS_KEY_ATTRIBUTE: z._default(text("the contacts table's partition key"), "email"),
  PROCESSED_TABLE_NAME: text("the processed table's name"),
  PROCESSED_RETENTION_DAYS: wholeNumber(1, 400),
  EVENT_BUS_NAME: z.optional(text("an event bus's name")),
};

/** The values of {@link feedbackVariables}. */
export type FeedbackConfig = ReturnType<typeof readConfig<typeof feedbackVariables>>;

/** Makes the AWS clients once and wires them to what acting on feedback needs. */
export function feedbackDependencies(config: FeedbackConfig): FeedbackDependencies {
  const dynamoDb = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings));
  const contactsTable = config.CONTACTS_TABLE_NAME && {
    name: config.CONTACTS_TABLE_NAME,
    key: config.CONTACTS_KEY_ATTRIBUTE,
  };
  return {
    policy: {
      suppressUndetermined: config.SUPPRESS_UNDETERMINED,
      complaintPolicy: config.COMPLAINT_POLICY,
      softBounceThreshold: config.SOFT_BOUNCE_THRESHOLD ?? 0,
      softBounceWindowDays: config.SOFT_BOUNCE_WINDOW_DAYS,
    },
    suppressionList: config.EXPLICIT_SUPPRESSION_ENABLED
      ? new SesSuppressionList(new SESv2Client(clientSettings))
      : undefined,
    contacts: contactsTable ? new DynamoDbContactStore(dynamoDb, contactsTable.name, contactsTable.key) : undefined,
    ledger: new DynamoDbLedger(dynamoDb, {
      processedTable: config.PROCESSED_TABLE_NAME,
      retentionDays: config.PROCESSED_RETENTION_DAYS,
      contactsTable: contactsTable || undefined,
      now: () => new Date(),
    }),
    outcomeBus: config.EVENT_BUS_NAME
      ? new EventBridgeOutcomeBus(new EventBridgeClient(clientSettings), config.EVENT_BUS_NAME)
      : undefined,
  };
}
