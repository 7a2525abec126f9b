import { Construct } from "constructs";
import { heading } from "../shared/annotations";
import { Deployment, deploymentOutputs } from "../shared/deployment";
import { flattener } from "../shared/event-lake/flattener";
import { EventLake } from "../shared/event-lake/lake";
import { lakeOutputDescriptions, lakeOutputs } from "../shared/event-lake/outputs";
import { SesSource } from "../shared/event-lake/ses-source";
import { lakeStream } from "../shared/event-lake/stream";
import { EventStream } from "../shared/event-stream";
import { hcl } from "../shared/expression";
import type { PropsOf, ValuesOf } from "../shared/input";
import { SES_EVENT_TYPES } from "../shared/inputs";
import type { OutputsOf } from "../shared/output";
import { resolveProps } from "../shared/validate";
import { inputs, rules } from "./inputs";
import { plans } from "./plans";
import { queries } from "./queries";
import { ownViews, views } from "./views";

/** Props of {@link PinpointS3EventDb}. */
export type PinpointS3EventDbProps = PropsOf<typeof inputs>;

const SOURCE = "pinpoint";

/** Event types that Pinpoint's event stream does not carry: https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-email.html */
const NOT_BY_PINPOINT = ["DELIVERY_DELAY", "SUBSCRIPTION"];

const outputs = {
  pinpointApplicationId: "Application whose events are kept; null where none is named.",
  configurationSetName: "Configuration set to send mail with; null where SES's events are not kept.",
  sesRoleArn: "ARN of the role that SES puts events into the Firehose with; null where it does not.",
  ...lakeOutputDescriptions,
  ...deploymentOutputs,
} as const;

/**
 * Keeps every engagement event of Amazon Pinpoint, of an engagement API and of SES in one table, and gives each type of
 * event a view of its own.
 * https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams.html
 */
export class PinpointS3EventDb extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;
  static readonly lake = { views: [...views, ...ownViews], queries };

  readonly outputs: OutputsOf<typeof outputs>;

  private readonly values: ValuesOf<typeof inputs>;
  private readonly deployment: Deployment;

  constructor(scope: Construct, id: string, props: PinpointS3EventDbProps = {}) {
    super(scope, id);
    this.values = resolveProps("PinpointS3EventDb", inputs, rules, props);
    const { values } = this;
    this.deployment = new Deployment(this, { moduleId: "pinpoint-s3-event-db", ...values });
    const { deployment } = this;

    const lake = new EventLake(this, {
      deployment,
      values,
      defaultDatabaseName: "due_eventdb",
      views,
      ownViews,
      queries: () => queries,
      ownQueries: () => [],
    });
    const flatten = heading(this.flattener(), "Delivery: function, Firehose");
    const kinesisSource = { streamArn: values.kinesisStreamArn, when: values.kinesisSourceEnabled };
    const stream = lakeStream(this, { lake, source: SOURCE, flattener: flatten, values, kinesisSource });
    new EventStream(this, {
      deployment,
      mode: values.eventStreamMode,
      applicationId: values.pinpointApplicationId,
      engagementApiArn: values.engagementApiArn,
      firehoseArn: stream.arn,
    });
    const ses = heading(this.ses(stream.arn), "SES: role, configuration sets");

    this.outputs = {
      pinpointApplicationId: hcl`${values.pinpointApplicationId}`.toString(),
      configurationSetName: ses.configurationSet.name,
      sesRoleArn: ses.roleArn,
      ...lakeOutputs({ lake, stream, flattener: flatten, source: SOURCE }),
      ...deployment.outputs,
    };
  }

  private flattener() {
    const { logLevel, rawStorage, emitCampaignSendForSes } = this.values;
    return flattener(this, {
      deployment: this.deployment,
      folder: "pinpoint-event-flattener",
      logLevel,
      rawStorage,
      environment: { EMIT_CAMPAIGN_SEND: hcl`tostring(${emitCampaignSendForSes})` },
    });
  }

  private ses(firehoseArn: string): SesSource {
    const { sesEventRoute, matchingEventTypes, pinpointApplicationId, ...set } = this.values;
    const wanted = hcl`${matchingEventTypes} == null ? ${SES_EVENT_TYPES} : tolist(${matchingEventTypes})`;
    const carried = hcl`${sesEventRoute} != "pinpoint" || !contains(${NOT_BY_PINPOINT}, type)`;
    return new SesSource(this, {
      deployment: this.deployment,
      createConfigurationSet: set.createConfigurationSet,
      configurationSetName: set.configurationSetName,
      additionalConfigurationSetNames: set.additionalConfigurationSetNames,
      matchingEventTypes: hcl`[for type in ${wanted} : type if ${carried}]`.toList(),
      firehoseArn,
      firehoseWhen: hcl`${sesEventRoute} == "firehose"`,
      otherSink: {
        block: "pinpoint_destination",
        content: { application_arn: this.deployment.arn("mobiletargeting", `apps/${pinpointApplicationId}`) },
        when: hcl`${sesEventRoute} == "pinpoint"`,
      },
      when: hcl`${sesEventRoute} != "none"`,
    });
  }
}
