import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import type { Construct } from "constructs";
import { accept } from "../shared/annotations";
import type { Deployment } from "../shared/deployment";
import { call, hcl } from "../shared/expression";
import { type Condition, optional } from "../shared/optional";
import { trust } from "../shared/policy";
import { Role } from "../shared/role";
import { type EventDestination, passRole } from "./event-destination";

/** Props of {@link configurationSet}. */
export interface ConfigurationSetProps {
  readonly deployment: Deployment;
  readonly defaultSenderId: string | undefined;
  readonly destination: EventDestination;
  readonly when: Condition;
}

/**
 * A new configuration set of End User Messaging with its event destination. Provider 5.100 has no resource for the
 * latter; CloudFormation has both in one, and so removes both.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-smsvoice-configurationset.html
 */
export function configurationSet(scope: Construct, props: ConfigurationSetProps): void {
  const { deployment, defaultSenderId, destination, when } = props;
  const name = `${deployment.name}-configuration-set`;
  const role = stackRole(scope, name, props);
  const always = {
    ConfigurationSetName: destination.configurationSetName,
    EventDestinations: [
      {
        EventDestinationName: destination.name,
        Enabled: true,
        MatchingEventTypes: destination.matchingEventTypes,
        KinesisFirehoseDestination: { DeliveryStreamArn: destination.firehoseArn, IamRoleArn: destination.role.arn },
      },
    ],
  };
  // CloudFormation takes no null.
  const sometimes = hcl`{ for id in compact([${defaultSenderId}]) : "DefaultSenderId" => id }`;
  const stack = new CloudformationStack(scope, "configuration_set", {
    name,
    iamRoleArn: role.arn,
    templateBody: call("jsonencode", {
      Resources: {
        ConfigurationSet: { Type: "AWS::SMSVOICE::ConfigurationSet", Properties: call("merge", always, sometimes) },
      },
    }).toString(),
    // CloudFormation hands them on to the configuration set.
    tags: deployment.tags,
    // CloudFormation works with the role as long as the stack is there; End User Messaging tries the other at once.
    dependsOn: [role.policy, destination.role.policy],
  });
  accept(stack, "CKV_AWS_124", "Terraform waits for the stack and tells what became of it.");
  optional(stack, when);
}

function stackRole(
  scope: Construct,
  stackName: string,
  { deployment, destination, when }: ConfigurationSetProps,
): Role {
  return new Role(scope, "cloudformation", {
    deployment,
    // AWS does not say whether CloudFormation names its source when it works on a stack: where it does, it is this one.
    trust: trust("AllowCloudFormation", "cloudformation.amazonaws.com", {
      StringEqualsIfExists: deployment.sourceAccount,
      ArnLikeIfExists: { "aws:SourceArn": deployment.arn("cloudformation", `stack/${stackName}/*`) },
    }),
    statements: [
      {
        Sid: "CreateConfigurationSet",
        Action: "sms-voice:CreateConfigurationSet",
        Resource: "*",
        why: "a configuration set is no resource before it is there.",
      },
      {
        Sid: "KeepConfigurationSet",
        Action: [
          "sms-voice:DescribeConfigurationSets",
          "sms-voice:DeleteConfigurationSet",
          "sms-voice:SetDefaultSenderId",
          "sms-voice:DeleteDefaultSenderId",
          "sms-voice:SetDefaultMessageFeedbackEnabled",
          "sms-voice:CreateEventDestination",
          "sms-voice:UpdateEventDestination",
          "sms-voice:DeleteEventDestination",
          "sms-voice:ListTagsForResource",
          "sms-voice:TagResource",
          "sms-voice:UntagResource",
        ],
        Resource: destination.configurationSetArn,
      },
      passRole(destination),
    ],
    when,
  });
}
