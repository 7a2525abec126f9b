import { Construct } from "constructs";
import type { PrivateBucket } from "../shared/bucket";
import { createdObjects } from "../shared/created-objects";
import type { Deployment } from "../shared/deployment";
import { call, hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import { setOf } from "../shared/optional";
import type { ConditionalStatement, Statement } from "../shared/policy";
import type { Queue } from "../shared/queue";
import { Topic } from "../shared/topic";
import type { inputs } from "./inputs";

/** Seconds that the function may run: fifty objects, of which some are gigabytes to copy. */
const TIMEOUT_SECONDS = 120;
/** Uploads come in bulk, and one invalidation serves them all. */
const BATCH_SIZE = 50;
const BATCHING_WINDOW_SECONDS = 30;
const MAX_CONCURRENCY = 2;

/** Props of {@link Guard}. */
export interface GuardProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly bucket: PrivateBucket;
  readonly distributionId: string;
  readonly distributionArn: string;
}

/** Looks at what was uploaded, by a rule of EventBridge and a queue, and tells of what it removed. */
export class Guard extends Construct {
  readonly outputs;

  constructor(
    scope: Construct,
    private readonly props: GuardProps,
  ) {
    super(scope, "publish_guard");
    const topicArn = this.notificationTopic();
    const queue = this.queue();
    const guard = this.guard(queue, topicArn);
    this.outputs = {
      notificationTopicArn: topicArn,
      guardQueueUrl: queue.url,
      guardDeadLetterQueueUrl: queue.deadLetterUrl,
      guardFunctionName: guard.name,
      guardFunctionArn: guard.arn,
    };
  }

  /** Made here or by others; null without a guard that would report. */
  private notificationTopic(): string {
    const { deployment, values } = this.props;
    const { publishGuardEnabled, createNotificationTopic, notificationTopicArn, notificationEmails } = values;
    const when = hcl`${publishGuardEnabled} && ${createNotificationTopic}`;
    const topic = new Topic(this, "notifications", { deployment, publishers: () => [], when });
    topic.subscribeEmails(hcl`${when} ? ${setOf(notificationEmails)} : []`);
    return hcl`${when} ? ${topic.arn} : ${publishGuardEnabled} ? ${notificationTopicArn} : null`.toString();
  }

  private queue(): Queue {
    const { deployment, values, bucket } = this.props;
    const { dlqRetentionSeconds, maxReceiveCount, publishGuardEnabled: when } = values;
    const { queue } = createdObjects(this, "guard", {
      deployment,
      bucketName: bucket.name,
      consumerTimeoutSeconds: TIMEOUT_SECONDS,
      maxReceiveCount,
      dlqRetentionSeconds,
      when,
    });
    return queue;
  }

  private guard(queue: Queue, topicArn: string): NodeFunction {
    const { deployment, values, bucket, distributionId } = this.props;
    const guard = new NodeFunction(this, "guard", {
      deployment,
      folder: "cms-publish-guard",
      description: "Removes what must not be public, repairs content types, invalidates what was replaced.",
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: 256,
      logLevel: values.logLevel,
      environment: {
        CONTENT_BUCKET_NAME: bucket.name,
        DISTRIBUTION_ID: distributionId,
        BLOCKED_EXTENSIONS: call("join", ",", values.blockedExtensions).toString(),
        NOTIFICATION_TOPIC_ARN: topicArn,
      },
      statements: [queue.consume(), ...this.statements(topicArn)],
      when: values.publishGuardEnabled,
    });
    guard.readFrom(queue, {
      batchSize: BATCH_SIZE,
      batchingWindowSeconds: BATCHING_WINDOW_SECONDS,
      maxConcurrency: MAX_CONCURRENCY,
      tags: deployment.tags,
    });
    return guard;
  }

  private statements(topicArn: string): (Statement | ConditionalStatement)[] {
    const { bucket, distributionArn } = this.props;
    return [
      {
        Sid: "CheckObjects",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        Resource: `${bucket.arn}/*`,
      },
      {
        Sid: "TellMissingObjects",
        Action: "s3:ListBucket",
        Resource: bucket.arn,
        why: "without it S3 answers 403, not 404, for an object that is gone.",
      },
      { Sid: "SeeOlderVersions", Action: "s3:ListBucketVersions", Resource: bucket.arn },
      { Sid: "Invalidate", Action: "cloudfront:CreateInvalidation", Resource: distributionArn },
      { Sid: "Notify", Action: "sns:Publish", Resource: topicArn },
    ];
  }
}
