import { Construct } from "constructs";
import { heading } from "../shared/annotations";
import { Deployment, deploymentOutputs } from "../shared/deployment";
import { flattener } from "../shared/event-lake/flattener";
import { EventLake } from "../shared/event-lake/lake";
import { lakeOutputDescriptions, lakeOutputs } from "../shared/event-lake/outputs";
import { SesSource } from "../shared/event-lake/ses-source";
import { lakeStream } from "../shared/event-lake/stream";
import { hcl } from "../shared/expression";
import type { PropsOf } from "../shared/input";
import { SES_EVENT_TYPES } from "../shared/inputs";
import type { OutputsOf } from "../shared/output";
import { resolveProps } from "../shared/validate";
import { inputs, rules } from "./inputs";
import { plans } from "./plans";
import { queries } from "./queries";
import { ownViews, views } from "./views";

/** Props of {@link SesS3EventDb}. */
export type SesS3EventDbProps = PropsOf<typeof inputs>;

const SOURCE = "ses";

/** The name in AWS's example query, which then runs as it stands. */
const DATABASE = "ses-eventsdb";

const outputs = {
  configurationSetName: "Configuration set to send mail with; null where none is created or named.",
  eventDestinationNames: "Event destinations that send here, by configuration set.",
  sesRoleArn: "ARN of the role that SES puts events into the Firehose with.",
  ...lakeOutputDescriptions,
  ...deploymentOutputs,
} as const;

/**
 * Keeps every sending event of SES in S3, and answers what became of the mail to an address.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-firehose.html
 */
export class SesS3EventDb extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;
  static readonly lake = { views: [...ownViews, ...views], queries: queries(DATABASE) };

  readonly outputs: OutputsOf<typeof outputs>;

  constructor(scope: Construct, id: string, props: SesS3EventDbProps = {}) {
    super(scope, id);
    const values = resolveProps("SesS3EventDb", inputs, rules, props);
    const deployment = new Deployment(this, { moduleId: "ses-s3-event-db", ...values });

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
        folder: "ses-event-flattener",
        logLevel: values.logLevel,
        rawStorage: values.rawStorage,
        environment: { STORE_HEADERS: hcl`tostring(${values.storeHeaders})` },
      }),
      "Delivery: function, Firehose",
    );
    const stream = lakeStream(this, { lake, source: SOURCE, flattener: flatten, values });
    const { matchingEventTypes } = values;
    const ses = heading(
      new SesSource(this, {
        deployment,
        createConfigurationSet: values.createConfigurationSet,
        configurationSetName: values.configurationSetName,
        additionalConfigurationSetNames: values.additionalConfigurationSetNames,
        matchingEventTypes:
          hcl`${matchingEventTypes} == null ? ${SES_EVENT_TYPES} : tolist(${matchingEventTypes})`.toList(),
        firehoseArn: stream.arn,
        customRedirectDomain: values.customRedirectDomain,
      }),
      "SES: role, configuration sets",
    );

    this.outputs = {
      configurationSetName: ses.configurationSet.name,
      eventDestinationNames: ses.configurationSet.eventDestinationNames,
      sesRoleArn: ses.roleArn,
      ...lakeOutputs({ lake, stream, flattener: flatten, source: SOURCE }),
      ...deployment.outputs,
    };
  }
}
