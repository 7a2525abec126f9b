import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { SesIdentityNotificationTopic } from "@cdktf/provider-aws/lib/ses-identity-notification-topic";
import { Sesv2AccountSuppressionAttributes } from "@cdktf/provider-aws/lib/sesv2-account-suppression-attributes";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { comment, heading } from "../shared/annotations";
import { ConfigurationSet } from "../shared/configuration-set";
import { Deployment, deploymentOutputs } from "../shared/deployment";
import { call, hcl, verbatim } from "../shared/expression";
import type { PropsOf, ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import { optional } from "../shared/optional";
import type { OutputsOf } from "../shared/output";
import type { ConditionalStatement, Statement } from "../shared/policy";
import { Queue } from "../shared/queue";
import { scopeOf } from "../shared/scope";
import { table } from "../shared/table";
import { Topic } from "../shared/topic";
import { resolveProps } from "../shared/validate";
import { HANDLED_EVENT_TYPES, inputs, rules } from "./inputs";
import { plans } from "./plans";

/** Props of {@link SesEventProcessing}. */
export type SesEventProcessingProps = PropsOf<typeof inputs>;

const outputs = {
  feedbackTopicArn: "ARN of the topic that SES publishes feedback to.",
  feedbackQueueUrl: "URL of the queue that feedback waits in.",
  feedbackQueueArn: "ARN of the queue that feedback waits in.",
  feedbackDeadLetterQueueUrl: "URL of the queue for feedback that could not be handled.",
  feedbackDeadLetterQueueArn: "ARN of the queue for feedback that could not be handled.",
  processorFunctionName: "Name of the function that handles feedback.",
  processorFunctionArn: "ARN of the function that handles feedback.",
  processorRoleArn: "ARN of the function's role, for the resource policy of an existing contacts table or bus.",
  contactsTableName: "Name of the contacts table; null where no contacts are kept.",
  contactsTableArn: "ARN of the contacts table; null where no contacts are kept.",
  processedTableName: "Name of the table of handled feedback ids.",
  processedTableArn: "ARN of the table of handled feedback ids.",
  configurationSetName: "Configuration set to send mail with; null where none is created or named.",
  eventDestinationName: "Event destination of the configuration set; null where there is none.",
  ...deploymentOutputs,
} as const;

const PROCESSOR_TIMEOUT_SECONDS = 30;

/**
 * Takes bounces and complaints of SES to the account's suppression list and to a table of contacts, so that the next
 * mail no longer goes to who does not want it or cannot get it.
 * https://docs.aws.amazon.com/ses/latest/dg/monitor-sending-activity-using-notifications.html
 */
export class SesEventProcessing extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;

  readonly outputs: OutputsOf<typeof outputs>;

  private readonly values: ValuesOf<typeof inputs>;
  private readonly deployment: Deployment;

  /** @param deployment given by a module that contains this one and shares its names, tags and outputs */
  constructor(scope: Construct, id: string, props: SesEventProcessingProps = {}, deployment?: Deployment) {
    super(scope, id);
    this.values = resolveProps("SesEventProcessing", inputs, rules, props);
    this.deployment = deployment ?? new Deployment(this, { moduleId: "ses-event-processing", ...this.values });

    const topic = this.feedbackTopic();
    const configurationSet = this.configurationSet(topic);
    this.identityNotifications(topic);
    this.accountSuppression();
    const queue = this.feedbackQueue(topic);
    const contacts = this.contactsTable();
    const processed = comment(
      table(this, "processed", {
        deployment: this.deployment,
        partitionKey: "id",
        ttlAttribute: "expires_at",
        deletionProtectionEnabled: false,
      }),
      "Ids of handled feedback: SNS and SQS deliver more than once, and two publishers may report one bounce.",
    );
    const processor = this.processor(queue, contacts, processed);

    this.outputs = {
      feedbackTopicArn: topic.arn,
      feedbackQueueUrl: queue.url,
      feedbackQueueArn: queue.arn,
      feedbackDeadLetterQueueUrl: queue.deadLetterUrl,
      feedbackDeadLetterQueueArn: queue.deadLetterArn,
      processorFunctionName: processor.name,
      processorFunctionArn: processor.arn,
      processorRoleArn: processor.roleArn,
      contactsTableName: contacts.name,
      contactsTableArn: contacts.arn,
      processedTableName: processed.name,
      processedTableArn: processed.arn,
      configurationSetName: configurationSet.name,
      eventDestinationName: configurationSet.eventDestinationName,
      ...this.deployment.outputs,
    };
  }

  private feedbackTopic(): Topic {
    const topic = new Topic(this, "feedback", {
      deployment: this.deployment,
      publishers: (topicArn) => [
        {
          Sid: "AllowSes",
          Principal: { Service: "ses.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topicArn,
          Condition: this.fromSes(),
        },
      ],
    });
    this.deployment.reportKeyUse({
      Sid: "AllowSes",
      Principal: { Service: "ses.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: this.fromSes(),
    });
    return heading(topic, "Feedback topic");
  }

  /** SES acts for configuration sets and identities of this account only. */
  private fromSes(): Statement["Condition"] {
    return {
      StringEquals: this.deployment.sourceAccount,
      ArnLike: { "aws:SourceArn": this.deployment.arn("ses", "*") },
    };
  }

  private configurationSet(topic: Topic): ConfigurationSet {
    const { createConfigurationSet, configurationSetName, matchingEventTypes } = this.values;
    return heading(
      new ConfigurationSet(this, {
        deployment: this.deployment,
        createConfigurationSet,
        configurationSetName,
        matchingEventTypes:
          hcl`${matchingEventTypes} == null ? ${HANDLED_EVENT_TYPES} : tolist(${matchingEventTypes})`.toList(),
        topicArn: topic.arn,
        dependsOn: topic.policy,
      }),
      "SES: configuration set, identities, account",
    );
  }

  private identityNotifications(topic: Topic): void {
    for (const notificationType of ["Bounce", "Complaint"]) {
      const resource = new SesIdentityNotificationTopic(scopeOf(this, "identities"), notificationType.toLowerCase(), {
        identity: verbatim("each.value").toString(),
        notificationType,
        topicArn: topic.arn,
        includeOriginalHeaders: this.values.includeOriginalHeaders,
        dependsOn: [topic.policy],
      });
      // CDKTF's own iterators render toset() around what is a set already.
      resource.addOverride("for_each", this.values.identities);
    }
  }

  private accountSuppression(): void {
    const attributes = new Sesv2AccountSuppressionAttributes(this, "this", {
      suppressedReasons: this.values.suppressedReasons as string[],
    });
    optional(attributes, this.values.manageAccountSuppression);
  }

  private feedbackQueue(topic: Topic): Queue {
    const queue = new Queue(this, "feedback", {
      deployment: this.deployment,
      consumerTimeoutSeconds: PROCESSOR_TIMEOUT_SECONDS,
      maxReceiveCount: this.values.maxReceiveCount,
      dlqRetentionSeconds: this.values.dlqRetentionSeconds,
      senders: (queueArn) => [topic.sendTo(queueArn)],
    });
    topic.subscribe(queue, this.values.rawMessageDelivery);
    return heading(queue, "Feedback queue");
  }

  private contactsTable(): Contacts {
    const { createContactsTable, contactsTableName, contactsKeyAttribute } = this.values;
    const created = optional(
      heading(
        table(this, "contacts", {
          deployment: this.deployment,
          name: call("coalesce", contactsTableName, `${this.deployment.name}-contacts`).toString(),
          partitionKey: contactsKeyAttribute,
          deletionProtectionEnabled: this.values.deletionProtectionEnabled,
        }),
        "Contacts and handled feedback",
      ),
      createContactsTable,
    );
    const locals = scopeOf(this, "locals");
    const name = new TerraformLocal(
      locals,
      "contacts_table_name",
      hcl`${createContactsTable} ? ${created("name")} : ${contactsTableName}`,
    ).asString;
    const arn = new TerraformLocal(
      locals,
      "contacts_table_arn",
      hcl`${name} == null ? null : ${this.deployment.arn("dynamodb", `table/${name}`)}`,
    ).asString;
    return { name, arn };
  }

  private processor(queue: Queue, contacts: Contacts, processed: DynamodbTable): NodeFunction {
    const { values, deployment } = this;
    const processor = new NodeFunction(this, "processor", {
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
      statements: this.processorStatements(queue, contacts, processed),
    });
    processor.readFrom(queue, {
      batchSize: values.batchSize,
      maxConcurrency: values.maxConcurrency,
      tags: deployment.tags,
    });
    return heading(processor, "Processor");
  }

  private processorStatements(
    queue: Queue,
    contacts: Contacts,
    processed: DynamodbTable,
  ): (Statement | ConditionalStatement)[] {
    const { eventBusName, explicitSuppressionEnabled } = this.values;
    return [
      queue.consume(),
      { Sid: "RememberFeedback", Action: "dynamodb:PutItem", Resource: processed.arn },
      {
        when: hcl`${explicitSuppressionEnabled}`,
        // The action has no resource level: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
        statement: { Sid: "SuppressAddresses", Action: "ses:PutSuppressedDestination", Resource: "*" },
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
          Resource: this.deployment.arn("events", `event-bus/${eventBusName}`),
        },
      },
    ];
  }
}

/** Where contacts are kept; null values where they are not. */
interface Contacts {
  readonly name: string;
  readonly arn: string;
}
