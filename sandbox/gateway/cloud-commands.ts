import { invalid } from "./command-input";
import { REGION } from "./ministack";
import type { Cloud, Command, FirehoseDelivery, ServiceEvent } from "./service";

/**
 * What AWS services do, as commands: `publish-event {source, detailType, detail, region?, resources?}` publishes an event
 * on the default bus, `put-records {region, streamArn, roleArn, service, sourceArn, records}` puts records into a Firehose
 * with a role, as a target of EventBridge does.
 */
export function cloudCommands(cloud: Cloud): Record<"publish-event" | "put-records", Command> {
  return {
    "publish-event": (input) => cloud.publishEvent(serviceEvent(input)),
    "put-records": (input) => cloud.putRecords(firehoseDelivery(input)),
  };
}

function serviceEvent(input: unknown): ServiceEvent {
  const { region = REGION, source, detailType, detail, ...rest } = input as Partial<ServiceEvent>;
  if (typeof source === "string" && typeof detailType === "string" && detail !== undefined) {
    return { region, source, detailType, detail, ...rest };
  }
  const wanted = '{"source": "aws.ses", "detailType": "Email Bounced", "detail": {...}}';
  throw invalid(`publish-event needs ${wanted}; got ${JSON.stringify(input)}.`);
}

const TEXTS = ["region", "streamArn", "roleArn", "service", "sourceArn"] as const;

function firehoseDelivery(input: unknown): FirehoseDelivery {
  const delivery = input as Partial<FirehoseDelivery>;
  if (Array.isArray(delivery.records) && TEXTS.every((name) => typeof delivery[name] === "string")) {
    return input as FirehoseDelivery;
  }
  const wanted = `the texts ${TEXTS.join(", ")} and the list records`;
  throw invalid(`put-records needs ${wanted}; got ${JSON.stringify(input)}.`);
}
