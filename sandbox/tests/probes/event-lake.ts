import { firehoseEvent } from "../../../functions/testing/firehose";
import type { Probe } from ".";

/** A flattening function needs no right but to write its log. */
export const probes: readonly Probe[] = [{ role: "flattener", event: () => firehoseEvent({ event_type: "probe" }) }];
