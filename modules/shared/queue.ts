import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { alarm } from "./alarms";
import type { Deployment } from "./deployment";
import { call, hcl } from "./expression";
import { policyDocument, type Statement, tlsOnly } from "./policy";

/** Four days: a standard queue's dead letters age from their first arrival, so the source keeps them shorter. */
const SOURCE_RETENTION_SECONDS = 345600;

/** Props of {@link Queue}. */
export interface QueueProps {
  readonly deployment: Deployment;
  /** Timeout of the function that reads the queue; messages stay invisible six times as long. */
  readonly consumerTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  readonly dlqRetentionSeconds: number;
  /** Who may send, beside the account's own policies. */
  readonly senders: (queueArn: string) => readonly Statement[];
}

/** A queue with its dead-letter queue, and the alarms of both. */
export class Queue extends Construct {
  readonly url: string;
  readonly arn: string;
  readonly deadLetterUrl: string;
  readonly deadLetterArn: string;

  /** @param role the role word: logical id, name, outputs and alarms are made of it */
  constructor(scope: Construct, role: string, props: QueueProps) {
    super(scope, `${role}_queue`);
    const { deployment } = props;
    const name = `${deployment.name}-${role}`;
    // Composed, because a queue's own policy may not refer to the queue, and the two queues refer to each other.
    const arn = deployment.arn("sqs", name);
    const deadLetterArn = deployment.arn("sqs", `${name}-dead-letter`);
    const encryption = {
      kmsMasterKeyId: deployment.kmsKeyArn,
      sqsManagedSseEnabled: hcl`${deployment.kmsKeyArn} == null ? true : null`,
    };

    const deadLetter = new SqsQueue(this, `${role}_dead_letter`, {
      name: `${name}-dead-letter`,
      messageRetentionSeconds: props.dlqRetentionSeconds,
      ...encryption,
      policy: policyDocument([tlsOnly("sqs:*", deadLetterArn)]),
      redriveAllowPolicy: call("jsonencode", { redrivePermission: "byQueue", sourceQueueArns: [arn] }).toString(),
      tags: deployment.tags,
    });
    const queue = new SqsQueue(this, role, {
      name,
      visibilityTimeoutSeconds: 6 * props.consumerTimeoutSeconds,
      messageRetentionSeconds: SOURCE_RETENTION_SECONDS,
      ...encryption,
      policy: policyDocument([...props.senders(arn), tlsOnly("sqs:*", arn)]),
      redrivePolicy: call("jsonencode", {
        deadLetterTargetArn: deadLetter.arn,
        maxReceiveCount: props.maxReceiveCount,
      }).toString(),
      tags: deployment.tags,
    });

    this.url = queue.url;
    this.arn = queue.arn;
    this.deadLetterUrl = deadLetter.url;
    this.deadLetterArn = deadLetter.arn;
    deployment.reportDeadLetterQueue(role, deadLetter.arn);
    this.addAlarms(role, deployment, queue, deadLetter);
  }

  /** What a function's role needs to read the queue through an event source mapping. */
  consume(): Statement {
    return {
      Sid: "ReadQueue",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
      Resource: this.arn,
    };
  }

  private addAlarms(role: string, deployment: Deployment, queue: SqsQueue, deadLetter: SqsQueue): void {
    alarm(this, deployment, {
      id: `${role}_dead_letter`,
      description: `Messages that could not be handled wait in ${deadLetter.name}: read them, mend the cause, redrive.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetter.name },
      statistic: "Maximum",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
    });
    alarm(this, deployment, {
      id: `${role}_oldest_message`,
      description: `Messages wait in ${queue.name} for more than 15 minutes: its reader is slow, throttled or failing.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.name },
      statistic: "Maximum",
      comparison: "GreaterThanThreshold",
      threshold: 900,
    });
  }
}
