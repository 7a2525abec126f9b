import { AwsError, type Call, type Cloud } from "../service";
import { sesArn } from "./events";
import { askV2 } from "./ministack";
import type { Publisher } from "./publisher";
import type { Reason, Scope } from "./state";
import { EVENT_SUBJECT, publishRefusal, publishToTopic } from "./topics";
import { badRequest, jsonBody, type Route } from "./wire";

/** An event destination as MiniStack lists it; exactly one of the destinations is present. */
export interface EventDestination {
  readonly Name: string;
  readonly Enabled: boolean;
  readonly MatchingEventTypes: readonly string[];
  readonly SnsDestination?: { readonly TopicArn: string };
  readonly EventBridgeDestination?: { readonly EventBusArn: string };
}

const VALIDATION = "Successfully validated SNS topic for Amazon SES event publishing.";

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
}

/** A configuration set; one that does not exist is refused with SES's own `NotFoundException`. */
export async function configurationSet(cloud: Cloud, scope: Scope, set: string): Promise<ConfigurationSet> {
  const found = await askV2(cloud, scope, "GET", `/configuration-sets/${encodeURIComponent(set)}`);
  const { SuppressedReasons } = (found["SuppressionOptions"] ?? {}) as { SuppressedReasons?: Reason[] };
  return SuppressedReasons ? { suppressedReasons: SuppressedReasons } : {};
}

/** MiniStack keeps event destinations; SES also tries the topic first and writes to it that it works. */
export function configurationSetRoutes(cloud: Cloud, publisher: Publisher): Route[] {
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
