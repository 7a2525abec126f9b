import { Deliveries } from "../deliveries";
import type { Cloud } from "../service";
import { type EventDestination, eventDestinations } from "./configuration-sets";
import { deliver } from "./destinations";
import { EVENT_TYPES, type EventType } from "./event-types";
import { notificationOf, type SentMessage } from "./events";
import type { Happening } from "./happenings";
import { sesArn } from "./ids";
import { NOTIFICATION_TYPES, type State } from "./state";
import { publishToTopic } from "./topics";

/** Publishes what happened to messages: in order, after the call that caused it was answered. */
export class Publisher extends Deliveries {
  constructor(
    private readonly cloud: Cloud,
    private readonly state: State,
  ) {
    super(cloud, "ses");
  }

  /** Publishes one happening both ways: to the identity's topic and to the configuration set's destinations. */
  async publish(sent: SentMessage, happening: Happening): Promise<void> {
    await this.attempt(() => this.notify(sent, happening));
    for (const destination of await this.destinations(sent, happening.kind))
      await this.attempt(() => deliver(this.cloud, sent, happening, destination));
  }

  /** Names of the event destinations that get such an event of the message. */
  async destinationNames(sent: SentMessage, kind: EventType): Promise<string[]> {
    return (await this.destinations(sent, kind)).map(({ Name }) => Name);
  }

  private async destinations(sent: SentMessage, kind: EventType): Promise<EventDestination[]> {
    if (sent.configurationSet === undefined) return [];
    return (await eventDestinations(this.cloud, sent, sent.configurationSet)).filter(
      ({ Enabled, MatchingEventTypes }) => Enabled && MatchingEventTypes.includes(EVENT_TYPES[kind].matchedAs),
    );
  }

  private async notify(sent: SentMessage, happening: Happening): Promise<void> {
    const type = NOTIFICATION_TYPES.find((known) => known === happening.kind);
    if (!type) return;
    const { topics, headersIn } = this.state.identity(sent, sent.identity);
    const topicArn = topics.get(type);
    if (topicArn === undefined) return;
    const sourceArn = sesArn(sent, `identity/${sent.identity}`);
    const notification = notificationOf(sent, happening, headersIn.has(type));
    const publication = { topicArn, sourceAccount: sent.account, sourceArn };
    await publishToTopic(this.cloud, sent.region, publication, JSON.stringify(notification));
  }
}
