import { AwsError, type Cloud } from "../service";
import type { FirehoseDestination } from "./firehose-access";
import type { DimensionConfiguration } from "./metrics";
import { askV2 } from "./ministack";
import type { Reason, Scope } from "./state";

/** An event destination as MiniStack lists it; exactly one of the destinations is present. */
export interface EventDestination {
  readonly Name: string;
  readonly Enabled: boolean;
  readonly MatchingEventTypes: readonly string[];
  readonly SnsDestination?: { readonly TopicArn: string };
  readonly EventBridgeDestination?: { readonly EventBusArn: string };
  readonly KinesisFirehoseDestination?: FirehoseDestination;
  readonly CloudWatchDestination?: { readonly DimensionConfigurations: readonly DimensionConfiguration[] };
  readonly PinpointDestination?: { readonly ApplicationArn: string };
}

/** Event destinations of a configuration set; none when the set was deleted after the send. */
export async function eventDestinations(cloud: Cloud, scope: Scope, set: string): Promise<readonly EventDestination[]> {
  try {
    const found = await askV2(cloud, scope, "GET", `/configuration-sets/${encodeURIComponent(set)}/event-destinations`);
    return (found["EventDestinations"] ?? []) as EventDestination[];
  } catch (error) {
    if (error instanceof AwsError && error.status === 404) return [];
    throw error;
  }
}

/** What the overlay reads of a configuration set. */
export interface ConfigurationSet {
  /** Reasons that messages of this set are suppressed for, instead of the account's. */
  readonly suppressedReasons?: readonly Reason[];
  /** Whether mail may be sent with it: PutConfigurationSetSendingOptions. */
  readonly sendingEnabled: boolean;
}

/** A configuration set; one that does not exist is refused with SES's own `NotFoundException`. */
export async function configurationSet(cloud: Cloud, scope: Scope, set: string): Promise<ConfigurationSet> {
  const found = await askV2(cloud, scope, "GET", `/configuration-sets/${encodeURIComponent(set)}`);
  const { SuppressedReasons } = (found["SuppressionOptions"] ?? {}) as { SuppressedReasons?: Reason[] };
  const { SendingEnabled = true } = (found["SendingOptions"] ?? {}) as { SendingEnabled?: boolean };
  return { sendingEnabled: SendingEnabled, ...(SuppressedReasons && { suppressedReasons: SuppressedReasons }) };
}
