import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import { ConfigurationSet, type EventSink } from "../configuration-set";
import type { Deployment } from "../deployment";
import { call, hcl, verbatim } from "../expression";
import type { Condition } from "../optional";
import { trust } from "../policy";
import { Role } from "../role";
import { local } from "../scope";

/** Props of {@link SesSource}. */
export interface SesSourceProps {
  readonly deployment: Deployment;
  readonly createConfigurationSet: boolean | IResolvable;
  readonly configurationSetName: string | undefined;
  readonly additionalConfigurationSetNames: readonly string[];
  readonly matchingEventTypes: readonly string[];
  readonly firehoseArn: string;
  /** @default the events go to the Firehose */
  readonly firehoseWhen?: Condition;
  /** Where the events go where they do not go to the Firehose. */
  readonly otherSink?: EventSink;
  readonly customRedirectDomain?: string | undefined;
  /** @default the events are always published */
  readonly when?: Condition;
}

/** Configuration sets of SES that send their events to a lake's Firehose, and the role that lets SES put them there. */
export class SesSource extends Construct {
  readonly configurationSet: ConfigurationSet;
  /** Null where SES does not write to the Firehose. */
  readonly roleArn: string;

  constructor(scope: Construct, props: SesSourceProps) {
    super(scope, "ses_source");
    const { firehoseArn, firehoseWhen, otherSink, additionalConfigurationSetNames, ...set } = props;
    const role = this.role(props);
    this.roleArn = role.arn;
    const firehose: EventSink = {
      block: "kinesis_firehose_destination",
      content: { delivery_stream_arn: firehoseArn, iam_role_arn: role.arn },
      ...(firehoseWhen !== undefined && { when: firehoseWhen }),
    };
    this.configurationSet = new ConfigurationSet(this, {
      ...set,
      additionalNames: additionalConfigurationSetNames,
      sinks: otherSink ? [firehose, otherSink] : [firehose],
      // SES checks the role when the destination is made, so it has to have its policy by then.
      dependsOn: role.policy,
    });
  }

  private role(props: SesSourceProps): Role {
    const { deployment, firehoseArn } = props;
    const name = call("coalesce", props.configurationSetName, deployment.name);
    const names = local(
      this,
      "configuration_set_names",
      hcl`concat([${name}], tolist(${props.additionalConfigurationSetNames}))`,
    ).asList;
    const arn = deployment.arn("ses", `configuration-set/${verbatim("name")}`);
    return new Role(this, "ses", {
      deployment,
      ...(props.firehoseWhen !== undefined && { when: props.firehoseWhen }),
      trust: trust("AllowSes", "ses.amazonaws.com", {
        StringEquals: deployment.sourceAccount,
        ArnEquals: { "aws:SourceArn": hcl`[for name in ${names} : ${arn}]` },
      }),
      statements: [{ Sid: "PutEvents", Action: "firehose:PutRecordBatch", Resource: firehoseArn }],
    });
  }
}
