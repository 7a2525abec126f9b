import type { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { EventRule } from "./event-rule";
import type { Condition } from "./optional";
import { Queue } from "./queue";

/** Props of {@link createdObjects}. */
export interface CreatedObjectsProps {
  readonly deployment: Deployment;
  /** The bucket has to announce its objects to EventBridge. */
  readonly bucketName: string;
  /** Objects below it only. @default all of the bucket */
  readonly prefix?: string;
  /** Timeout of the function that reads the queue. */
  readonly consumerTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  readonly dlqRetentionSeconds: number;
  readonly when: Condition;
}

/**
 * A queue in which the objects that are put into a bucket are announced. By EventBridge, because a bucket has only one
 * notification configuration, which may be somebody else's.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 *
 * @param role role word of the queue; the rule's is `object_created`
 */
export function createdObjects(scope: Construct, role: string, props: CreatedObjectsProps) {
  const { deployment, bucketName, prefix, when, ...queueProps } = props;
  const rule = new EventRule(scope, "object_created", {
    deployment,
    description: `Objects put into ${bucketName} go to ${deployment.nameOf(role)}.`,
    pattern: {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [bucketName] }, ...(prefix !== undefined && { object: { key: [{ prefix }] } }) },
    },
    dlqRetentionSeconds: props.dlqRetentionSeconds,
    when,
  });
  const queue = new Queue(scope, role, {
    deployment,
    ...queueProps,
    senders: (queueArn) => [rule.sendTo(queueArn)],
    when,
  });
  rule.deliverTo(queue);
  return { rule, queue };
}
