import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { alarm } from "./alarms";
import { DeadLetterQueue, queueEncryption } from "./dead-letter-queue";
import type { Deployment } from "./deployment";
import { call, hcl } from "./expression";
import { optional, type When } from "./optional";
import { policyDocument, type Statement, tlsOnly } from "./policy";

/** Four days: a standard queue's dead letters age from their first arrival, so the source keeps them shorter. */
const SOURCE_RETENTION_SECONDS = 345600;

/** Props of {@link Queue}. */
export interface QueueProps {
  readonly deployment: Deployment;
  /** Timeout of the function that reads the queue; messages stay invisible six times as long. */
  readonly consumerTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  /** How long messages are kept. @default four days */
  readonly retentionSeconds?: number;
  /** Longest delay of a message, in seconds: it is older by that when it may be received. @default 0 */
  readonly maxDelaySeconds?: number;
  readonly dlqRetentionSeconds: number;
  /** Who may send, beside the account's own policies. */
  readonly senders: (queueArn: string) => readonly Statement[];
  /** @default the queue is always made */
  readonly when?: When;
}

/** A queue with its dead-letter queue, and the alarms of both. */
export class Queue extends Construct {
  /** Null where the queue is not made. */
  readonly url: string;
  readonly arn: string;
  readonly deadLetterUrl: string;
  readonly deadLetterArn: string;

  /** @param role the role word: logical id, name, outputs and alarms are made of it */
  constructor(scope: Construct, role: string, props: QueueProps) {
    super(scope, `${role}_queue`);
    const { deployment, maxDelaySeconds = 0, when } = props;
    const name = deployment.nameOf(role, when);
    // Composed, because a queue's own policy may not refer to the queue, and the two queues refer to each other.
    const arn = deployment.arn("sqs", name);
    const deadLetters = new DeadLetterQueue(this, role, {
      deployment,
      retentionSeconds: props.dlqRetentionSeconds,
      sourceQueueArn: arn,
      when,
    });
    const queue = new SqsQueue(this, role, {
      name,
      visibilityTimeoutSeconds: sixTimes(props.consumerTimeoutSeconds),
      messageRetentionSeconds: props.retentionSeconds ?? SOURCE_RETENTION_SECONDS,
      ...queueEncryption(deployment),
      policy: policyDocument([...props.senders(arn), tlsOnly("sqs:*", arn)]),
      redrivePolicy: call("jsonencode", {
        deadLetterTargetArn: deadLetters.arn,
        maxReceiveCount: props.maxReceiveCount,
      }).toString(),
      tags: deployment.tags,
    });
    const made = optional(queue, when);
    this.url = made("url").toString();
    this.arn = made("arn").toString();
    this.deadLetterUrl = deadLetters.url;
    this.deadLetterArn = deadLetters.arn;
    alarm(this, deployment, {
      id: `${role}_oldest_message`,
      description: `Messages wait in ${made("name")} for more than ${15 + maxDelaySeconds / 60} minutes: its reader is slow, throttled or failing.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: made("name").toString() },
      statistic: "Maximum",
      comparison: "GreaterThanThreshold",
      threshold: 900 + maxDelaySeconds,
      when,
    });
  }

  /** What a function's role needs to read the queue through an event source mapping. */
  consume(): Statement {
    return {
      Sid: "ReadQueue",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
      Resource: this.arn,
    };
  }
}

/** So long a message is hidden: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
function sixTimes(seconds: number): number {
  return Token.isUnresolved(seconds) ? hcl`6 * ${seconds}`.toNumber() : 6 * seconds;
}
