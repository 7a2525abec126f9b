import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { alarm } from "./alarms";
import type { Deployment } from "./deployment";
import { call, hcl } from "./expression";
import { optional, type When } from "./optional";
import { policyDocument, type Statement, tlsOnly } from "./policy";

/** Props of {@link DeadLetterQueue}. */
export interface DeadLetterQueueProps {
  readonly deployment: Deployment;
  readonly retentionSeconds: number;
  /** ARN of the queue whose messages come here. @default no queue's: services send what they cannot deliver */
  readonly sourceQueueArn?: string;
  /** Which services may send. @default none */
  readonly senders?: (queueArn: string) => readonly Statement[];
  /** @default the queue is always made */
  readonly when?: When;
}

/** A queue for what could not be handled or delivered, with an alarm on its first message. */
export class DeadLetterQueue extends Construct {
  /** Null where the queue is not made. */
  readonly url: string;
  readonly arn: string;

  /** @param role the role word of what the letters are meant for */
  constructor(scope: Construct, role: string, props: DeadLetterQueueProps) {
    super(scope, `${role}_dead_letters`);
    const { deployment, sourceQueueArn, senders, when } = props;
    const name = `${deployment.nameOf(role, when)}-dead-letter`;
    // Composed, because a queue's own policy may not refer to the queue.
    const arn = deployment.arn("sqs", name);
    const redrive =
      sourceQueueArn === undefined
        ? { redrivePermission: "denyAll" }
        : { redrivePermission: "byQueue", sourceQueueArns: [sourceQueueArn] };
    const queue = new SqsQueue(this, `${role}_dead_letter`, {
      name,
      messageRetentionSeconds: props.retentionSeconds,
      ...queueEncryption(deployment),
      policy: policyDocument([...(senders?.(arn) ?? []), tlsOnly("sqs:*", arn)]),
      redriveAllowPolicy: call("jsonencode", redrive).toString(),
      tags: deployment.tags,
    });
    const made = optional(queue, when);
    this.url = made("url").toString();
    this.arn = made("arn").toString();
    deployment.reportDeadLetterQueue(role, this.arn, when);
    alarm(this, deployment, {
      id: `${role}_dead_letter`,
      description: `Messages that could not be handled wait in ${made("name")}: read them, mend the cause, redrive.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: made("name").toString() },
      statistic: "Maximum",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      when,
    });
  }
}

/** Encryption of a queue: with the caller's key, or with keys of SQS. */
export function queueEncryption({ kmsKeyArn }: Deployment) {
  return { kmsMasterKeyId: kmsKeyArn, sqsManagedSseEnabled: hcl`${kmsKeyArn} == null ? true : null` };
}
