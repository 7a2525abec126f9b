import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import { call } from "../shared/expression";
import { NodeFunction } from "../shared/node-function";
import { type Condition, optional } from "../shared/optional";
import type { Statement } from "../shared/policy";
import type { Role } from "../shared/role";
import { scopeOf } from "../shared/scope";

/** An event destination of End User Messaging, whoever makes it. */
export interface EventDestination {
  readonly configurationSetName: string;
  readonly configurationSetArn: string;
  readonly name: string;
  readonly matchingEventTypes: readonly string[];
  readonly firehoseArn: string;
  /** Role that End User Messaging puts events into the Firehose with. */
  readonly role: Role;
}

/** Props of {@link eventDestination}. */
export interface EventDestinationProps {
  readonly deployment: Deployment;
  readonly logLevel: string;
  readonly destination: EventDestination;
  readonly when: Condition;
}

/**
 * Adds an event destination to a configuration set that exists. Provider 5.100 has no resource for it, so Terraform
 * calls a function when it makes, changes and destroys the destination.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_invocation
 */
export function eventDestination(scope: Construct, props: EventDestinationProps): NodeFunction {
  const { deployment, destination, when } = props;
  const result = new NodeFunction(scope, "event_destination", {
    deployment,
    folder: "sms-event-destination",
    description: "Makes the event destination of a configuration set what Terraform wants.",
    // It waits for new roles to become effective, up to a minute.
    timeoutSeconds: 120,
    memoryMb: 256,
    logLevel: props.logLevel,
    environment: {},
    statements: [
      {
        Sid: "KeepEventDestination",
        Action: [
          "sms-voice:CreateEventDestination",
          "sms-voice:UpdateEventDestination",
          "sms-voice:DeleteEventDestination",
        ],
        Resource: destination.configurationSetArn,
      },
      passRole(destination),
    ],
    when,
  });
  result.answers("Terraform", "fails with it");
  const invocation = new LambdaInvocation(scopeOf(scope, "invocation"), "event_destination", {
    functionName: result.name,
    lifecycleScope: "CRUD",
    input: call("jsonencode", {
      ConfigurationSetName: destination.configurationSetName,
      EventDestinationName: destination.name,
      MatchingEventTypes: destination.matchingEventTypes,
      DeliveryStreamArn: destination.firehoseArn,
      IamRoleArn: destination.role.arn,
    }).toString(),
    // End User Messaging tries the role when the destination is made.
    dependsOn: [destination.role.policy],
  });
  optional(invocation, when);
  return result;
}

/** The right to hand the role to End User Messaging, and to nobody else. */
export function passRole({ role }: EventDestination): Statement {
  return {
    Sid: "PassRole",
    Action: "iam:PassRole",
    Resource: role.arn,
    Condition: { StringEquals: { "iam:PassedToService": "sms-voice.amazonaws.com" } },
  };
}
