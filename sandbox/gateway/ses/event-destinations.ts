import type { Call, Cloud } from "../service";
import type { EventDestination } from "./configuration-sets";
import { firehoseRefusal } from "./firehose-access";
import { sesArn } from "./ids";
import { dimensionRefusal } from "./metrics";
import type { Publisher } from "./publisher";
import { SES } from "./topic-policy";
import { EVENT_SUBJECT, publishRefusal, publishToTopic } from "./topics";
import { badRequest, jsonBody, type Route } from "./wire";

const VALIDATION = "Successfully validated SNS topic for Amazon SES event publishing.";

/** Types that Amazon Pinpoint does not take. */
const NOT_FOR_PINPOINT = ["DELIVERY_DELAY", "SUBSCRIPTION"];

/**
 * MiniStack keeps event destinations; SES also tries out what they point to, and writes to a topic that it works.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventDestinationDefinition.html
 */
export function eventDestinationRoutes(cloud: Cloud, publisher: Publisher): Route[] {
  const handle = async (call: Call, set: string) => {
    const { EventDestination: destination = {} } = jsonBody<{ EventDestination: Partial<EventDestination> }>(call);
    const sourceArn = sesArn(call, `configuration-set/${set}`);
    const refusal = await refusalOf(cloud, call, destination, sourceArn);
    if (refusal) throw badRequest(refusal);
    const reply = await cloud.forward(call);
    const topicArn = destination.SnsDestination?.TopicArn;
    if (reply.status === 200 && topicArn !== undefined) {
      const publication = { topicArn, sourceAccount: call.account, sourceArn };
      publisher.enqueue(() => publishToTopic(cloud, call.region, publication, VALIDATION, EVENT_SUBJECT));
    }
    return reply;
  };
  return [
    { method: "POST", path: /^\/configuration-sets\/([^/]+)\/event-destinations$/, handle },
    { method: "PUT", path: /^\/configuration-sets\/([^/]+)\/event-destinations\/[^/]+$/, handle },
  ];
}

/** Why SES does not take a destination; undefined when it does, or when MiniStack is to say. */
async function refusalOf(
  cloud: Cloud,
  call: Call,
  destination: Partial<EventDestination>,
  sourceArn: string,
): Promise<string | undefined> {
  const { SnsDestination, KinesisFirehoseDestination, CloudWatchDestination, PinpointDestination } = destination;
  if (KinesisFirehoseDestination) {
    await cloud.authorize(call, "iam:PassRole", KinesisFirehoseDestination.IamRoleArn, { "iam:PassedToService": SES });
    return firehoseRefusal(cloud, call, KinesisFirehoseDestination, sourceArn);
  }
  if (CloudWatchDestination) return dimensionRefusal(CloudWatchDestination.DimensionConfigurations);
  if (PinpointDestination) {
    const refused = (destination.MatchingEventTypes ?? []).filter((type) => NOT_FOR_PINPOINT.includes(type));
    return refused.length === 0 ? undefined : `Amazon Pinpoint does not take events of type ${refused.join(", ")}.`;
  }
  if (!SnsDestination) return undefined;
  const { TopicArn: topicArn } = SnsDestination;
  const why = await publishRefusal(cloud, call.region, { topicArn, sourceAccount: call.account, sourceArn });
  return why && `Could not publish to SNS topic <${topicArn}>: ${why}.`;
}
