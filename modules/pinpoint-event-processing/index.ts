import { PinpointEmailChannel } from "@cdktf/provider-aws/lib/pinpoint-email-channel";
import { Construct } from "constructs";
import { SesEventProcessing } from "../ses-event-processing";
import { inputs as sesInputs } from "../ses-event-processing/inputs";
import { heading } from "../shared/annotations";
import { PrivateBucket } from "../shared/bucket";
import { Deployment } from "../shared/deployment";
import { EventStream } from "../shared/event-stream";
import { hcl } from "../shared/expression";
import type { PropsOf, ValuesOf } from "../shared/input";
import { optional } from "../shared/optional";
import type { OutputsOf } from "../shared/output";
import { rawFirehose } from "../shared/raw-firehose";
import { local } from "../shared/scope";
import { pickProps, resolveProps } from "../shared/validate";
import { inputs, rules } from "./inputs";
import { outputs } from "./outputs";
import { plans } from "./plans";
import { StreamReader } from "./stream-reader";

/** Props of {@link PinpointEventProcessing}. */
export type PinpointEventProcessingProps = PropsOf<typeof inputs>;

/**
 * Handles bounces and complaints of mail that Amazon Pinpoint or an engagement API sends, as SES event processing does
 * for plain SES mail, which it contains. Pinpoint sends through SES: with the configuration set of its e-mail channel,
 * feedback comes the same way. Where the event stream is the only feed, its objects are read.
 * https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-email.html
 */
export class PinpointEventProcessing extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;

  readonly outputs: OutputsOf<typeof outputs>;

  private readonly values: ValuesOf<typeof inputs>;

  constructor(scope: Construct, id: string, props: PinpointEventProcessingProps = {}) {
    super(scope, id);
    this.values = resolveProps("PinpointEventProcessing", inputs, rules, props);
    const { values } = this;
    const deployment = new Deployment(this, { moduleId: "pinpoint-event-processing", ...values });

    const ses = new SesEventProcessing(this, "ses", pickProps(sesInputs, values), deployment);
    this.emailChannel(ses);
    const bucket = heading(
      new PrivateBucket(this, "lake", {
        deployment,
        name: values.lakeBucketName,
        forceDestroy: values.forceDestroy,
        expirations: [
          { id: "raw-events", prefix: values.rawPrefix, days: values.rawRetentionDays },
          // They hold the same personal data.
          { id: "unread-events", prefix: "errors/", days: values.rawRetentionDays },
        ],
        when: values.createLakeBucket,
        announced: hcl`${values.createLakeBucket} && ${values.streamReaderEnabled}`,
      }),
      "Event stream: bucket, Firehose, attachment",
    );
    const firehose = rawFirehose(this, {
      deployment,
      bucket,
      prefix: values.rawPrefix,
      when: values.createLakeBucket,
    });
    new EventStream(this, {
      deployment,
      mode: values.eventStreamMode,
      applicationId: values.pinpointApplicationId,
      engagementApiArn: values.engagementApiArn,
      firehoseArn: firehose.arn,
    });
    const stream = this.streamBucket(deployment, bucket);
    const reader = heading(
      new StreamReader(this, {
        deployment,
        values,
        tables: ses.outputs,
        bucketName: stream.name,
        bucketArn: stream.arn,
      }),
      "Stream reader",
    );

    this.outputs = {
      ...ses.outputs,
      ...reader.outputs,
      pinpointApplicationId: hcl`${values.pinpointApplicationId}`.toString(),
      lakeBucketName: stream.name,
      lakeBucketArn: stream.arn,
      firehoseArn: firehose.arn,
      firehoseName: firehose.name,
      ...deployment.outputs,
    };
  }

  /** The bucket that the event stream is written to, made here or by others; null where there is none. */
  private streamBucket(deployment: Deployment, made: PrivateBucket): { name: string; arn: string } {
    const { createLakeBucket, lakeBucketName } = this.values;
    const name = local(
      this,
      "stream_bucket_name",
      hcl`${createLakeBucket} ? ${made.name} : ${lakeBucketName}`,
    ).asString;
    const arn = hcl`${name} == null ? null : ${deployment.bucketArn(name)}`;
    return { name, arn: local(this, "stream_bucket_arn", arn).asString };
  }

  private emailChannel(ses: SesEventProcessing): void {
    const { pinpointApplicationId, fromAddress, identityArn, manageEmailChannel } = this.values;
    const channel = new PinpointEmailChannel(this, "this", {
      applicationId: pinpointApplicationId as string,
      fromAddress: fromAddress as string,
      identity: identityArn as string,
      configurationSet: ses.outputs.configurationSetName,
      enabled: true,
    });
    optional(heading(channel, "Pinpoint's e-mail channel"), manageEmailChannel);
  }
}
