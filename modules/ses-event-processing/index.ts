import { SesIdentityNotificationTopic } from "@cdktf/provider-aws/lib/ses-identity-notification-topic";
import { Sesv2AccountSuppressionAttributes } from "@cdktf/provider-aws/lib/sesv2-account-suppression-attributes";
import { Construct } from "constructs";
import { comment, heading } from "../shared/annotations";
import { ConfigurationSet } from "../shared/configuration-set";
import { Deployment } from "../shared/deployment";
import { hcl, verbatim } from "../shared/expression";
import type { PropsOf, ValuesOf } from "../shared/input";
import { optional, setOf } from "../shared/optional";
import type { OutputsOf } from "../shared/output";
import type { Statement } from "../shared/policy";
import { Queue } from "../shared/queue";
import { scopeOf } from "../shared/scope";
import { table } from "../shared/table";
import { Topic } from "../shared/topic";
import { resolveProps } from "../shared/validate";
import { Contacts } from "./contacts";
import { HANDLED_EVENT_TYPES, inputs, rules } from "./inputs";
import { outputs } from "./outputs";
import { plans } from "./plans";
import { feedbackProcessor, PROCESSOR_TIMEOUT_SECONDS } from "./processor";

/** Props of {@link SesEventProcessing}. */
export type SesEventProcessingProps = PropsOf<typeof inputs>;

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
    const contacts = heading(new Contacts(this, this.deployment, this.values), "Contacts and handled feedback");
    const processed = comment(
      table(this, "processed", {
        deployment: this.deployment,
        partitionKey: "id",
        ttlAttribute: "expires_at",
        deletionProtectionEnabled: false,
      }),
      "Ids of handled feedback: SNS and SQS deliver more than once, and two publishers may report one bounce.",
    );
    const tables = {
      contactsTableName: contacts.name,
      contactsTableArn: contacts.arn,
      processedTableName: processed.name,
      processedTableArn: processed.arn,
    };
    const processor = heading(
      feedbackProcessor(this, { deployment: this.deployment, values: this.values, queue, tables }),
      "Processor",
    );

    this.outputs = {
      feedbackTopicArn: topic.arn,
      feedbackQueueUrl: queue.url,
      feedbackQueueArn: queue.arn,
      feedbackDeadLetterQueueUrl: queue.deadLetterUrl,
      feedbackDeadLetterQueueArn: queue.deadLetterArn,
      processorFunctionName: processor.name,
      processorFunctionArn: processor.arn,
      processorRoleArn: processor.roleArn,
      ...tables,
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
        sinks: [{ block: "sns_destination", content: { topic_arn: topic.arn } }],
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
      resource.addOverride("for_each", setOf(this.values.identities));
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
}
