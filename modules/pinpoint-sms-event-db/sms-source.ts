import { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import { call, type HclExpression, hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { trust } from "../shared/policy";
import { Role } from "../shared/role";
import { local } from "../shared/scope";
import { configurationSet } from "./configuration-set";
import { type EventDestination, eventDestination } from "./event-destination";
import type { inputs } from "./inputs";

/** Props of {@link SmsSource}. */
export interface SmsSourceProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly firehoseArn: string;
}

/**
 * A configuration set of End User Messaging that sends its events to a lake's Firehose, and the role that lets it. By
 * `event_route` the event destination is made by CloudFormation with a new configuration set, by a function in one that
 * exists, or by the caller.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-destinations.html
 */
export class SmsSource extends Construct {
  readonly outputs;

  constructor(
    scope: Construct,
    private readonly props: SmsSourceProps,
  ) {
    super(scope, "sms_source");
    const { deployment, values } = props;
    const { eventRoute: route, createConfigurationSet: isCreated, defaultSenderId, logLevel } = values;
    const when = hcl`${route} != "eventbridge"`;
    const destination = this.destination(when);
    configurationSet(this, {
      deployment,
      defaultSenderId,
      destination,
      when: hcl`${route} == "configuration_set" && ${isCreated}`,
    });
    const keeper = eventDestination(this, {
      deployment,
      logLevel,
      destination,
      when: hcl`${route} == "configuration_set" && !${isCreated}`,
    });
    const given = (value: string) => hcl`${when} ? ${value} : null`.toString();
    this.outputs = {
      configurationSetName: given(destination.configurationSetName),
      configurationSetArn: given(destination.configurationSetArn),
      eventDestinationName: given(destination.name),
      smsVoiceRoleArn: destination.role.arn,
      eventDestinationFunctionArn: keeper.arn,
      eventDestinationFunctionName: keeper.name,
      cliCommand: hcl`${route} == "none" ? ${this.cliCommand(destination)} : null`.toString(),
    };
  }

  private destination(when: HclExpression): EventDestination {
    const { deployment, values, firehoseArn } = this.props;
    const configurationSetName = local(
      this,
      "configuration_set_name",
      call("coalesce", values.configurationSetName, deployment.name),
    ).asString;
    const configurationSetArn = deployment.arn("sms-voice", `configuration-set/${configurationSetName}`);
    const { matchingEventTypes } = values;
    return {
      configurationSetName,
      configurationSetArn,
      name: `${deployment.name}-events`,
      matchingEventTypes: local(
        this,
        "matching_event_types",
        hcl`${matchingEventTypes} == null ? ["ALL"] : tolist(${matchingEventTypes})`,
      ).asList,
      firehoseArn,
      role: this.role(configurationSetArn, when),
    };
  }

  private role(configurationSetArn: string, when: HclExpression): Role {
    const { deployment, firehoseArn } = this.props;
    return new Role(this, "sms_voice", {
      deployment,
      trust: trust("AllowSmsVoice", "sms-voice.amazonaws.com", {
        StringEquals: deployment.sourceAccount,
        ArnEquals: { "aws:SourceArn": configurationSetArn },
      }),
      // https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-kinesis-firehose.html
      statements: [
        {
          Sid: "PutEvents",
          Action: ["firehose:PutRecord", "firehose:PutRecordBatch", "firehose:DescribeDeliveryStream"],
          Resource: firehoseArn,
        },
      ],
      when,
    });
  }

  private cliCommand({ configurationSetName, name, matchingEventTypes, firehoseArn, role }: EventDestination): string {
    return [
      `aws pinpoint-sms-voice-v2 create-event-destination --region ${this.props.deployment.region}`,
      `--configuration-set-name ${configurationSetName}`,
      `--event-destination-name ${name}`,
      `--matching-event-types ${call("join", " ", matchingEventTypes)}`,
      `--kinesis-firehose-destination IamRoleArn=${role.arn},DeliveryStreamArn=${firehoseArn}`,
    ].join(" ");
  }
}
