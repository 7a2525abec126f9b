import { Sesv2ConfigurationSet } from "@cdktf/provider-aws/lib/sesv2-configuration-set";
import { Sesv2ConfigurationSetEventDestination } from "@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination";
import type { IResolvable, ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { call, type HclExpression, hcl, verbatim } from "./expression";
import { type Condition, optional, optionalBlock, setOf } from "./optional";
import { local, scopeOf } from "./scope";

/** Where a configuration set sends its events, as a block of the event destination. */
export interface EventSink {
  readonly block: "sns_destination" | "kinesis_firehose_destination" | "pinpoint_destination";
  /** The block's arguments, in snake_case. */
  readonly content: Readonly<Record<string, unknown>>;
  /** @default always */
  readonly when?: Condition;
}

/** Props of {@link ConfigurationSet}. */
export interface ConfigurationSetProps {
  readonly deployment: Deployment;
  readonly createConfigurationSet: boolean | IResolvable;
  readonly configurationSetName: string | undefined;
  /** Existing configuration sets that send their events to the same place. @default none */
  readonly additionalNames?: readonly string[];
  readonly matchingEventTypes: readonly string[];
  /** Exactly one of them holds. */
  readonly sinks: readonly EventSink[];
  /** What SES checks when the destination is made: the right to publish. */
  readonly dependsOn: ITerraformDependable;
  /** Domain of links that are tracked. @default SES's own */
  readonly customRedirectDomain?: string | undefined;
  /** @default the events are always published */
  readonly when?: Condition;
}

/** An SES configuration set, created or existing, that publishes its events. */
export class ConfigurationSet extends Construct {
  /** Null where no configuration set is created or named. */
  readonly name: string;
  readonly eventDestinationName: string;
  /** Names of all event destinations by configuration set. */
  readonly eventDestinationNames: string;

  constructor(scope: Construct, props: ConfigurationSetProps) {
    super(scope, "configuration_set");
    const { deployment, configurationSetName, additionalNames, when } = props;
    const isCreated =
      when === undefined ? props.createConfigurationSet : hcl`${when} && ${props.createConfigurationSet}`;
    const set = new Sesv2ConfigurationSet(this, "this", {
      configurationSetName: call("coalesce", configurationSetName, deployment.name).toString(),
      // Bounce and complaint rate of this mail alone; the account's can be fine while one sender ruins it.
      reputationOptions: { reputationMetricsEnabled: true },
      tags: deployment.tags,
    });
    if ("customRedirectDomain" in props) {
      const domain = props.customRedirectDomain;
      optionalBlock(set, "tracking_options", { custom_redirect_domain: domain }, hcl`${domain} != null`);
    }
    const created = optional(set, isCreated);
    this.name = local(
      this,
      "configuration_set_name",
      hcl`${isCreated} ? ${created("configuration_set_name")} : ${configurationSetName}`,
    ).asString;

    const isNamed = hcl`${props.createConfigurationSet} || ${configurationSetName} != null`;
    const destination = this.destination("events", this.name, props);
    const made = optional(destination, when === undefined ? isNamed : hcl`${when} && (${isNamed})`);
    this.eventDestinationName = made("event_destination_name").toString();
    const names = [namesOf(destination)];
    if (additionalNames) {
      const additional = this.destination("additional", verbatim("each.value").toString(), props);
      const set = setOf(additionalNames);
      additional.addOverride("for_each", when === undefined ? set : hcl`${when} ? ${set} : []`);
      names.push(namesOf(additional));
    }
    this.eventDestinationNames = call("merge", ...names).toString();
  }

  private destination(id: string, configurationSetName: string, props: ConfigurationSetProps): TerraformResource {
    const destination = new Sesv2ConfigurationSetEventDestination(scopeOf(this, "destination"), id, {
      configurationSetName,
      eventDestinationName: `${props.deployment.name}-events`,
      eventDestination: {
        // The provider's default is false.
        enabled: true,
        matchingEventTypes: props.matchingEventTypes as string[],
      },
      dependsOn: [props.dependsOn],
    });
    for (const { block, content, when } of props.sinks) {
      const path = `event_destination.${block}`;
      if (when === undefined) destination.addOverride(path, content);
      else optionalBlock(destination, path, content, when);
    }
    return destination;
  }
}

/** Names of the instances of an event destination by configuration set. */
function namesOf(destination: TerraformResource): HclExpression {
  return hcl`{ for made in ${destination.fqn} : made.configuration_set_name => made.event_destination_name }`;
}
