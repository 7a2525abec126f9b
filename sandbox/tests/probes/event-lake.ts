import type { FirehoseTransformationEvent } from "aws-lambda";
import type { Probe } from ".";

/** An event as Firehose hands it to a flattening function, which needs no right but to write its log. */
function batch(): FirehoseTransformationEvent {
  const record = { recordId: "1", approximateArrivalTimestamp: 1795166102310, data: btoa('{"event_type":"probe"}') };
  return {
    invocationId: "probe",
    deliveryStreamArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/probe",
    region: "us-east-1",
    records: [record],
  };
}

export const probes: readonly Probe[] = [{ role: "flattener", event: batch }];
