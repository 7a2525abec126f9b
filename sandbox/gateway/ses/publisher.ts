import { Deliveries } from "../deliveries";
import type { Cloud } from "../service";
import { type EventDestination, eventDestinations } from "./configuration-sets";
import { DETAIL_TYPES, eventOf, type Happening, notificationOf, type SentMessage, sesArn } from "./events";
import { NOTIFICATION_TYPES, type State } from "./state";
import { EVENT_SUBJECT, publishToTopic } from "./topics";

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
    const set = sent.configurationSet;
    if (set === undefined) return;
    const wanted = (await eventDestinations(this.cloud, sent, set)).filter(
      ({ Enabled, MatchingEventTypes }) => Enabled && MatchingEventTypes.includes(happening.kind.toUpperCase()),
    );
    const arn = sesArn(sent, `configuration-set/${set}`);
    for (const destination of wanted) await this.attempt(() => this.deliver(sent, happening, destination, arn));
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

  private async deliver(
    sent: SentMessage,
    happening: Happening,
    { Name, SnsDestination, EventBridgeDestination }: EventDestination,
    arn: string,
  ): Promise<void> {
    const { region, account } = sent;
    const event = eventOf(sent, happening);
    if (SnsDestination) {
      const publication = { topicArn: SnsDestination.TopicArn, sourceAccount: account, sourceArn: arn };
      await publishToTopic(this.cloud, region, publication, JSON.stringify(event), EVENT_SUBJECT);
    } else if (EventBridgeDestination) {
      const detailType = DETAIL_TYPES[happening.kind];
      await this.cloud.publishEvent({ region, source: "aws.ses", detailType, detail: event, resources: [arn] });
    } else {
      this.cloud.reportLoss(`ses: event destination ${Name} is neither SNS nor EventBridge.`);
    }
  }
}
