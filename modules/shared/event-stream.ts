import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { PinpointEventStream } from "@cdktf/provider-aws/lib/pinpoint-event-stream";
import { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { call, hcl } from "./expression";
import { optional } from "./optional";
import { pinpointDataTrust } from "./pinpoint";
import { Role } from "./role";
import { scopeOf } from "./scope";

/** Props of {@link EventStream}. */
export interface EventStreamProps {
  readonly deployment: Deployment;
  /** Who attaches the stream: `none`, `pinpoint` or `engagement_api`. */
  readonly mode: string;
  readonly applicationId: string | undefined;
  readonly engagementApiArn: string | undefined;
  /** The Firehose that events are sent to. */
  readonly firehoseArn: string;
}

/**
 * The one event stream of an application. Attaching it replaces what was attached before, so it is done only when a
 * mode says so. Amazon Pinpoint has a resource for it; no Terraform resource reaches an engagement API, so that one is
 * told by an invocation.
 * https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams.html
 */
export class EventStream extends Construct {
  constructor(scope: Construct, props: EventStreamProps) {
    super(scope, "event_stream");
    const { deployment, mode, applicationId, firehoseArn } = props;
    const role = new Role(this, "pinpoint_stream", {
      deployment,
      trust: pinpointDataTrust(props),
      statements: [
        {
          Sid: "PutEvents",
          Action: ["firehose:PutRecordBatch", "firehose:DescribeDeliveryStream"],
          Resource: firehoseArn,
        },
        deployment.useKey(),
      ],
      when: hcl`${mode} != "none"`,
    });
    const ofPinpoint = new PinpointEventStream(this, "this", {
      applicationId: applicationId as string,
      destinationStreamArn: firehoseArn,
      roleArn: role.arn,
      dependsOn: [role.policy],
    });
    optional(ofPinpoint, hcl`${mode} == "pinpoint"`);
    const ofApi = new LambdaInvocation(scopeOf(this, "invocation"), "this", {
      functionName: props.engagementApiArn as string,
      // One alias for each action: the right to invoke it is the right to do it.
      qualifier: "putEventStream",
      input: call("jsonencode", {
        ApplicationId: applicationId,
        WriteEventStream: { DestinationStreamArn: firehoseArn, RoleArn: role.arn },
      }).toString(),
      dependsOn: [role.policy],
    });
    optional(ofApi, hcl`${mode} == "engagement_api"`);
  }
}
