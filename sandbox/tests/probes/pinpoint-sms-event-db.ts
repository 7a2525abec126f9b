import type { Probe } from ".";
import * as eventLake from "./event-lake";

/**
 * What Terraform asks for after a change of the destination's name. The old one has gone and the new one is there: it is
 * deleted, created and updated, which needs every right.
 */
function renamed(outputs: Readonly<Record<string, unknown>>) {
  return {
    ConfigurationSetName: outputs["configuration_set_name"],
    EventDestinationName: outputs["event_destination_name"],
    MatchingEventTypes: ["ALL"],
    DeliveryStreamArn: outputs["firehose_arn"],
    IamRoleArn: outputs["sms_voice_role_arn"],
    tf: { action: "update", prev_input: { EventDestinationName: "before" } },
  };
}

export const probes: readonly Probe[] = [
  ...eventLake.probes,
  // Refused, it waits for its role to become effective: a minute, in which nothing else happens.
  { role: "event_destination", event: renamed, patienceMs: 5_000 },
];
