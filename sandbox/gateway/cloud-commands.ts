import { checked, fields, invalid } from "./command-input";
import { type DueSchedule, type MiniStackCloud, REGION } from "./ministack";
import type { Command, FirehoseDelivery, ServiceEvent } from "./service";

/**
 * What AWS services do, as commands: `publish-event {source, detailType, detail, region?, resources?}` publishes an event
 * on the default bus, `put-records {region, streamArn, roleArn, service, sourceArn, records}` puts records into a Firehose
 * with a role, as a target of EventBridge does, `fire {schedule, group?, scheduledTime?, region?}` invokes the target of
 * a schedule of EventBridge Scheduler, `expire {queue, region?}` makes waiting messages of a queue visible.
 */
export function cloudCommands(
  cloud: MiniStackCloud,
  clock: () => Date = () => new Date(),
): Record<"publish-event" | "put-records" | "fire" | "expire", Command> {
  return {
    fire: (input) => cloud.fire(dueSchedule(input, clock())),
    expire: async (input) => {
      const { queue, region = REGION } = fields(input, '{"queue": "outbox"}');
      return { expired: await cloud.expire(queueName(queue), regionName(region)) };
    },
    "publish-event": (input) => cloud.publishEvent(serviceEvent(input)),
    "put-records": (input) => cloud.putRecords(firehoseDelivery(input)),
  };
}

function dueSchedule(input: unknown, now: Date): DueSchedule {
  const example = '{"schedule": "every-minute"}';
  const { schedule, group = "default", scheduledTime = now.toISOString(), region = REGION } = fields(input, example);
  const isName = (text: string): boolean => /^[\w.-]+$/.test(text);
  return {
    region: regionName(region),
    group: checked("group", group, isName, "the name of a schedule group"),
    name: checked("schedule", schedule, isName, "the name of a schedule"),
    scheduledTime: checked("scheduledTime", scheduledTime, isTime, "a time such as 2026-11-24T09:00:00Z"),
  };
}

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

const queueName = (given: unknown): string =>
  checked("queue", given, (text) => /^[\w-]+(\.fifo)?$/.test(text), "the name of a queue");

const regionName = (given: unknown): string =>
  checked("region", given, (text) => /^[a-z0-9-]+$/.test(text), "a Region such as us-east-1");

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
