import type { Call, Cloud } from "../service";
import type { EventDestination } from "./configuration-sets";
import { sesArn } from "./events";
import type { Publisher } from "./publisher";
import { EVENT_SUBJECT, publishRefusal, publishToTopic } from "./topics";
import { badRequest, jsonBody, type Route } from "./wire";

const VALIDATION = "Successfully validated SNS topic for Amazon SES event publishing.";

/** MiniStack keeps event destinations; SES also tries the topic first and writes to it that it works. */
export function eventDestinationRoutes(cloud: Cloud, publisher: Publisher): Route[] {
  const handle = async (call: Call, set: string) => {
    const { EventDestination: destination } = jsonBody<{ EventDestination: Partial<EventDestination> }>(call);
    const topicArn = destination?.SnsDestination?.TopicArn;
    if (topicArn === undefined) return undefined;
    const sourceArn = sesArn(call, `configuration-set/${set}`);
    const publication = { topicArn, sourceAccount: call.account, sourceArn };
    const refusal = await publishRefusal(cloud, call.region, publication);
    if (refusal) throw badRequest(`Could not publish to SNS topic <${topicArn}>: ${refusal}.`);
    const reply = await cloud.forward(call);
    if (reply.status === 200)
      publisher.enqueue(() => publishToTopic(cloud, call.region, publication, VALIDATION, EVENT_SUBJECT));
    return reply;
  };
  return [
    { method: "POST", path: /^\/configuration-sets\/([^/]+)\/event-destinations$/, handle },
    { method: "PUT", path: /^\/configuration-sets\/([^/]+)\/event-destinations\/[^/]+$/, handle },
  ];
}
