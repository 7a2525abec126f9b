import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import { hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import type { ConditionalStatement, Statement } from "../shared/policy";
import type { Queue } from "../shared/queue";
import type { Contacts } from "./contacts";
import type { inputs } from "./inputs";

/** Seconds that the function may run; the queue hides its messages six times as long. */
export const PROCESSOR_TIMEOUT_SECONDS = 30;

/** What the function works on. */
export interface ProcessorProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly queue: Queue;
  readonly contacts: Contacts;
  readonly processed: DynamodbTable;
}

/** The function that handles feedback, reading the queue. */
export function feedbackProcessor(scope: Construct, props: ProcessorProps): NodeFunction {
  const { deployment, values, queue, contacts, processed } = props;
  const processor = new NodeFunction(scope, "processor", {
    deployment,
    folder: "ses-feedback-processor",
    description: "Takes SES bounces and complaints to the suppression list and the contacts table.",
    timeoutSeconds: PROCESSOR_TIMEOUT_SECONDS,
    memoryMb: 256,
    logLevel: values.logLevel,
    environment: {
      EXPLICIT_SUPPRESSION_ENABLED: values.explicitSuppressionEnabled,
      SUPPRESS_UNDETERMINED: values.suppressUndetermined,
      SOFT_BOUNCE_THRESHOLD: values.softBounceThreshold,
      SOFT_BOUNCE_WINDOW_DAYS: values.softBounceWindowDays,
      COMPLAINT_POLICY: values.complaintPolicy,
      CONTACTS_TABLE_NAME: contacts.name,
      CONTACTS_KEY_ATTRIBUTE: values.contactsKeyAttribute,
      PROCESSED_TABLE_NAME: processed.name,
      PROCESSED_RETENTION_DAYS: values.processedRetentionDays,
      EVENT_BUS_NAME: values.eventBusName,
    },
    statements: statements(props),
  });
  processor.readFrom(queue, {
    batchSize: values.batchSize,
    maxConcurrency: values.maxConcurrency,
    tags: deployment.tags,
  });
  return processor;
}

function statements({ deployment, values, queue, contacts, processed }: ProcessorProps) {
  const { eventBusName, explicitSuppressionEnabled } = values;
  const list: (Statement | ConditionalStatement)[] = [
    queue.consume(),
    { Sid: "RememberFeedback", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: processed.arn },
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
      when: hcl`${contacts.arn} != null`,
      statement: {
        Sid: "UpdateContacts",
        Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
        Resource: contacts.arn,
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
  return list;
}
