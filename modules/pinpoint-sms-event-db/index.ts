import { Construct } from "constructs";
import { heading } from "../shared/annotations";
import { Deployment, deploymentOutputs } from "../shared/deployment";
import { flattener } from "../shared/event-lake/flattener";
import { EventLake } from "../shared/event-lake/lake";
import { lakeOutputDescriptions, lakeOutputs } from "../shared/event-lake/outputs";
import { lakeStream } from "../shared/event-lake/stream";
import { EventRule } from "../shared/event-rule";
import { hcl } from "../shared/expression";
import type { PropsOf } from "../shared/input";
import type { OutputsOf } from "../shared/output";
import { resolveProps } from "../shared/validate";
import { BUS_EVENTS } from "./event-types";
import { inputs, rules } from "./inputs";
import { plans } from "./plans";
import { queries } from "./queries";
import { SmsSource } from "./sms-source";
import { ownViews, views } from "./views";

/** Props of {@link PinpointSmsEventDb}. */
export type PinpointSmsEventDbProps = PropsOf<typeof inputs>;

const SOURCE = "eum";

/** The original's name of the database. */
const DATABASE = "sms_event_db";

const outputs = {
  configurationSetName: "Configuration set to send messages with; null where events come by EventBridge.",
  configurationSetArn: "ARN of the configuration set; null where events come by EventBridge.",
  eventDestinationName: "Event destination of the configuration set that sends here; null as above.",
  smsVoiceRoleArn: "ARN of the role that End User Messaging puts events into the Firehose with; null as above.",
  cliCommand: "Command of the AWS CLI that makes the event destination, where `event_route` is none; else null.",
  eventDestinationFunctionArn: "ARN of the function that adds the event destination; null where it is not needed.",
  eventDestinationFunctionName: "Name of the function that adds the event destination; null where it is not needed.",
  smsEventsDeadLetterQueueUrl: "URL of the queue for events that EventBridge could not deliver; null without it.",
  smsEventsDeadLetterQueueArn: "ARN of the queue for events that EventBridge could not deliver; null without it.",
  ...lakeOutputDescriptions,
  ...deploymentOutputs,
} as const;

/**
 * Keeps every event of texts, pictures, calls and RCS that AWS End User Messaging sends, and tells of each message its
 * status and its price.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html
 */
export class PinpointSmsEventDb extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;
  static readonly lake = { views: [...ownViews, ...views], queries: queries(DATABASE) };

  readonly outputs: OutputsOf<typeof outputs>;

  constructor(scope: Construct, id: string, props: PinpointSmsEventDbProps = {}) {
    super(scope, id);
    const values = resolveProps("PinpointSmsEventDb", inputs, rules, props);
    const deployment = new Deployment(this, { moduleId: "pinpoint-sms-event-db", ...values });
    const lake = new EventLake(this, {
      deployment,
      values,
      defaultDatabaseName: DATABASE,
      views,
      ownViews,
      queries: () => [],
      ownQueries: queries,
    });
    const flatten = heading(
      flattener(this, {
        deployment,
        folder: "sms-event-flattener",
        logLevel: values.logLevel,
        rawStorage: values.rawStorage,
      }),
      "Delivery: function, Firehose",
    );
    const stream = lakeStream(this, { lake, source: SOURCE, flattener: flatten, values });
    const source = heading(
      new SmsSource(this, { deployment, values, firehoseArn: stream.arn }),
      "End User Messaging: role, configuration set, event destination",
    );
    const rule = heading(
      new EventRule(this, "sms_events", {
        deployment,
        description: `Events of messages go to ${deployment.name}-events.`,
        pattern: BUS_EVENTS,
        dlqRetentionSeconds: values.dlqRetentionSeconds,
        when: hcl`${values.eventRoute} == "eventbridge"`,
      }),
      "EventBridge: rule, role, dead letters",
    );
    // Without the envelope an event is the same as by the other route.
    rule.deliverToFirehose(stream, { inputPath: "$.detail" });

    this.outputs = {
      ...source.outputs,
      smsEventsDeadLetterQueueUrl: rule.deadLetterUrl,
      smsEventsDeadLetterQueueArn: rule.deadLetterArn,
      ...lakeOutputs({ lake, stream, flattener: flatten, source: SOURCE }),
      ...deployment.outputs,
    };
  }
}
