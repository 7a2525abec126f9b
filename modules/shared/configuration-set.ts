import { Sesv2ConfigurationSet } from "@cdktf/provider-aws/lib/sesv2-configuration-set";
import { Sesv2ConfigurationSetEventDestination } from "@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination";
import type { IResolvable, ITerraformDependable } from "cdktf";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { call, hcl } from "./expression";
import { optional } from "./optional";
import { scopeOf } from "./scope";

/** Props of {@link ConfigurationSet}. */
export interface ConfigurationSetProps {
  readonly deployment: Deployment;
  readonly createConfigurationSet: boolean | IResolvable;
  readonly configurationSetName: string | undefined;
  readonly matchingEventTypes: readonly string[];
  /** Topic that the events go to. */
  readonly topicArn: string;
  /** The topic's policy: SES checks the right to publish when the destination is made. */
  readonly dependsOn: ITerraformDependable;
}

/** An SES configuration set, created or existing, that publishes its events to a topic. */
export class ConfigurationSet extends Construct {
  /** Null where no configuration set is created or named. */
  readonly name: string;
  readonly eventDestinationName: string;

  constructor(scope: Construct, props: ConfigurationSetProps) {
    super(scope, "configuration_set");
    const { deployment, createConfigurationSet, configurationSetName } = props;
    const set = new Sesv2ConfigurationSet(this, "this", {
      configurationSetName: call("coalesce", configurationSetName, deployment.name).toString(),
      tags: deployment.tags,
    });
    const created = optional(set, createConfigurationSet);
    this.name = new TerraformLocal(
      scopeOf(this, "locals"),
      "configuration_set_name",
      hcl`${createConfigurationSet} ? ${created("configuration_set_name")} : ${configurationSetName}`,
    ).asString;

    const destination = new Sesv2ConfigurationSetEventDestination(scopeOf(this, "destination"), "events", {
      configurationSetName: this.name,
      eventDestinationName: `${deployment.name}-events`,
      eventDestination: {
        // The provider's default is false.
        enabled: true,
        matchingEventTypes: props.matchingEventTypes as string[],
        snsDestination: { topicArn: props.topicArn },
      },
      dependsOn: [props.dependsOn],
    });
    const made = optional(destination, hcl`${createConfigurationSet} || ${configurationSetName} != null`);
    this.eventDestinationName = made("event_destination_name").toString();
  }
}
