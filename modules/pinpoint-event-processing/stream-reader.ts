import { Construct } from "constructs";
import { type FeedbackTables, feedbackEnvironment, feedbackStatements } from "../ses-event-processing/acting";
import { createdObjects } from "../shared/created-objects";
import type { Deployment } from "../shared/deployment";
import type { ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import type { Statement } from "../shared/policy";
import type { Queue } from "../shared/queue";
import type { inputs } from "./inputs";

/** Seconds that the function may run: an object has many bounces, and SES takes about one call a second. */
const TIMEOUT_SECONDS = 300;

/** Props of {@link StreamReader}. */
export interface StreamReaderProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  /** The bucket that the event stream is written to. */
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly tables: FeedbackTables;
}

/**
 * Reads objects of the event stream as they come, and acts on the bounces and complaints in them. EventBridge announces
 * them, because a bucket has one notification configuration and others read it too.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export class StreamReader extends Construct {
  readonly outputs;

  constructor(scope: Construct, props: StreamReaderProps) {
    super(scope, "stream_reader");
    const { deployment, values } = props;
    const { dlqRetentionSeconds, maxReceiveCount, streamReaderEnabled: when } = values;
    const { rule, queue } = createdObjects(this, "reader", {
      deployment,
      bucketName: props.bucketName,
      prefix: values.rawPrefix,
      consumerTimeoutSeconds: TIMEOUT_SECONDS,
      maxReceiveCount,
      dlqRetentionSeconds,
      when,
    });
    const reader = this.reader(props, queue);
    this.outputs = {
      objectCreatedDeadLetterQueueUrl: rule.deadLetterUrl,
      objectCreatedDeadLetterQueueArn: rule.deadLetterArn,
      readerQueueUrl: queue.url,
      readerQueueArn: queue.arn,
      readerDeadLetterQueueUrl: queue.deadLetterUrl,
      readerDeadLetterQueueArn: queue.deadLetterArn,
      readerFunctionName: reader.name,
      readerFunctionArn: reader.arn,
      readerRoleArn: reader.roleArn,
    };
  }

  private reader(props: StreamReaderProps, queue: Queue): NodeFunction {
    const { deployment, values, tables } = props;
    const reader = new NodeFunction(this, "reader", {
      deployment,
      folder: "pinpoint-stream-reader",
      description: "Takes bounces and complaints of Pinpoint's event stream to the suppression list and the contacts.",
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: 512,
      logLevel: values.logLevel,
      environment: feedbackEnvironment(values, tables),
      statements: [queue.consume(), ...objectStatements(props), ...feedbackStatements(deployment, values, tables)],
      when: values.streamReaderEnabled,
    });
    reader.readFrom(queue, {
      batchSize: values.readerBatchSize,
      maxConcurrency: values.maxConcurrency,
      tags: deployment.tags,
    });
    return reader;
  }
}

function objectStatements({ bucketArn, values }: StreamReaderProps): Statement[] {
  return [
    { Sid: "ReadObjects", Action: "s3:GetObject", Resource: `${bucketArn}/${values.rawPrefix}*` },
    {
      Sid: "TellMissingObjects",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      why: "without it S3 answers AccessDenied, not NoSuchKey, for an object that is gone.",
    },
    { Sid: "PutAsideLines", Action: "s3:PutObject", Resource: `${bucketArn}/errors/reader/*` },
  ];
}
