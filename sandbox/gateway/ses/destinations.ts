import type { Cloud } from "../service";
import type { EventDestination } from "./configuration-sets";
import { EVENT_TYPES } from "./event-types";
import { eventOf, type SentMessage } from "./events";
import type { Happening } from "./happenings";
import { sesArn } from "./ids";
import { putMetric } from "./metrics";
import { SES } from "./topic-policy";
import { EVENT_SUBJECT, publishToTopic } from "./topics";

/** Takes one happening to one event destination of the message's configuration set. */
export async function deliver(
  cloud: Cloud,
  sent: SentMessage,
  happening: Happening,
  destination: EventDestination,
): Promise<void> {
  const { SnsDestination, EventBridgeDestination, KinesisFirehoseDestination, CloudWatchDestination } = destination;
  const { region, account } = sent;
  const sourceArn = sesArn(sent, `configuration-set/${sent.configurationSet}`);
  const event = eventOf(sent, happening);
  if (SnsDestination) {
    const publication = { topicArn: SnsDestination.TopicArn, sourceAccount: account, sourceArn };
    await publishToTopic(cloud, region, publication, JSON.stringify(event), EVENT_SUBJECT);
  } else if (EventBridgeDestination) {
    const { detailType } = EVENT_TYPES[happening.kind];
    await cloud.publishEvent({ region, source: "aws.ses", detailType, detail: event, resources: [sourceArn] });
  } else if (KinesisFirehoseDestination) {
    const { DeliveryStreamArn: streamArn, IamRoleArn: roleArn } = KinesisFirehoseDestination;
    const records = [`${JSON.stringify(event)}\n`];
    await cloud.putRecords({ region, streamArn, roleArn, service: SES, sourceArn, records });
  } else if (CloudWatchDestination) {
    await putMetric(cloud, sent, happening, CloudWatchDestination.DimensionConfigurations);
  } else {
    cloud.reportLoss(
      `ses: the sandbox does not publish to event destination ${destination.Name}, which is Amazon Pinpoint's.`,
    );
  }
}
