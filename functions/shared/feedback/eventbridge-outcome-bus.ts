import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { RetryableError } from "../errors";
import type { FeedbackOutcome, OutcomeBus } from "./ports";

/**
 * Publishes outcomes to an EventBridge bus.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export class EventBridgeOutcomeBus implements OutcomeBus {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(outcome: FeedbackOutcome): Promise<void> {
    const entry = {
      EventBusName: this.busName,
      Source: "due.ses-event-processing",
      DetailType: "Feedback Processed",
      Time: new Date(outcome.occurredAt),
      Detail: JSON.stringify(outcome),
    };
    const { Entries = [] } = await this.client.send(new PutEventsCommand({ Entries: [entry] }));
    const refused = Entries.find((result) => result.ErrorCode !== undefined);
    if (refused) throw new RetryableError(`EventBridge did not take the outcome: ${refused.ErrorCode}.`);
  }
}
