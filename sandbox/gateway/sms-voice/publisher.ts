import { Deliveries } from "../deliveries";
import type { Cloud } from "../service";
import { busEventOf, eventOf, type Message } from "./events";
import type { Status } from "./outcomes";
import type { EventDestination, State } from "./state";
import { PRINCIPAL } from "./wire";

/** Publishes what became of messages: in order, after the call that caused it was answered. */
export class Publisher extends Deliveries {
  constructor(
    private readonly cloud: Cloud,
    private readonly state: State,
    private readonly clock: () => Date,
  ) {
    super(cloud, "sms-voice");
  }

  /** Publishes one status both ways: on the default bus and to the configuration set's destinations. */
  async publish(message: Message, status: Status): Promise<void> {
    const event = eventOf(message, status, this.clock());
    const busEvent = busEventOf(message, event);
    if (busEvent) await this.attempt(() => this.cloud.publishEvent(busEvent));
    const sourceArn = message.configurationSet;
    if (sourceArn === undefined) return;
    // A set that was deleted after the send has no destinations.
    const { destinations } = this.state.lookUp(message, sourceArn) ?? {};
    const wanted = [`${message.kind}_${status}`, `${message.kind}_ALL`, "ALL"];
    for (const destination of destinations?.values() ?? []) {
      const matches = destination.MatchingEventTypes.some((type) => wanted.includes(type));
      if (destination.Enabled && matches)
        await this.attempt(() => this.deliver(message.region, sourceArn, destination, JSON.stringify(event)));
    }
  }

  private async deliver(region: string, sourceArn: string, destination: EventDestination, text: string) {
    const { KinesisFirehoseDestination: firehose, EventDestinationName: name } = destination;
    if (!firehose) {
      this.cloud.reportLoss(`sms-voice: event destination ${name} is no Firehose, the only kind that is served here.`);
      return;
    }
    const { DeliveryStreamArn: streamArn, IamRoleArn: roleArn } = firehose;
    await this.cloud.putRecords({ region, streamArn, roleArn, service: PRINCIPAL, sourceArn, records: [text] });
  }
}
