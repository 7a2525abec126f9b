import type { Cloud } from "../service";
import type { EventDestination } from "./configuration-sets";
import { EVENT_TYPES } from "./event-types";
import { eventOf, type SentMessage, sesArn } from "./events";
import type { Happening } from "./happenings";
import { EVENT_SUBJECT, publishToTopic } from "./topics";

/** Takes one happening to one event destination of the message's configuration set. */
export async function deliver(
  cloud: Cloud,
  sent: SentMessage,
  happening: Happening,
  destination: EventDestination,
): Promise<void> {
  const { SnsDestination, EventBridgeDestination } = destination;
  const { region, account } = sent;
  const sourceArn = sesArn(sent, `configuration-set/${sent.configurationSet}`);
  const event = eventOf(sent, happening);
  if (SnsDestination) {
    const publication = { topicArn: SnsDestination.TopicArn, sourceAccount: account, sourceArn };
    await publishToTopic(cloud, region, publication, JSON.stringify(event), EVENT_SUBJECT);
  } else if (EventBridgeDestination) {
    const { detailType } = EVENT_TYPES[happening.kind];
    await cloud.publishEvent({ region, source: "aws.ses", detailType, detail: event, resources: [sourceArn] });
  } else {
    cloud.reportLoss(`ses: event destination ${destination.Name} is neither SNS nor EventBridge.`);
  }
}
