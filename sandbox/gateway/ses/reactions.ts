import type { Address } from "./address";
import type { SentMessage } from "./events";
import { type Happening, happening, SENT } from "./happenings";
import { isSimulator, type Outcome, type Outcomes, suppressionReason } from "./outcomes";
import type { Publisher } from "./publisher";
import type { SentMessages } from "./sent-messages";
import type { RegionalState, State } from "./state";

/** What the account or the configuration set says about suppression. */
export type Reasons = Pick<RegionalState, "suppressedReasons" | "listedReasons">;

/** What comes of a message that was accepted: at its recipients, and on the suppression list. */
export class Reactions {
  constructor(
    private readonly state: State,
    private readonly outcomes: Outcomes,
    private readonly messages: SentMessages,
    private readonly publisher: Publisher,
    private readonly clock: () => Date,
  ) {}

  /** SES goes no further with the message. */
  fail(sent: SentMessage, failure: Happening): void {
    this.publisher.enqueue(() => this.publisher.publish(sent, failure));
  }

  /** One Send for the message, then each recipient's outcomes. */
  send(sent: SentMessage, recipients: readonly Address[], reasons: Reasons): void {
    this.messages.remember(sent);
    this.publisher.enqueue(() => this.publisher.publish(sent, SENT));
    for (const address of recipients) {
      const listed = this.state.of(sent).suppressionList.get(address.text)?.reason;
      const suppressed = listed && reasons.suppressedReasons.includes(listed) ? listed : undefined;
      for (const outcome of this.outcomes.of(address, suppressed))
        this.publisher.enqueue(() => this.feedBack(sent, address, outcome, reasons));
    }
  }

  private async feedBack(sent: SentMessage, address: Address, outcome: Outcome, { listedReasons }: Reasons) {
    const now = this.clock();
    const what = happening(outcome, address.text, sent.sentAt, now);
    const reason = suppressionReason(outcome);
    if (reason && listedReasons.includes(reason) && !isSimulator(address)) {
      const origin = { messageId: sent.messageId, feedbackId: String(what.detail["feedbackId"]) };
      this.state.of(sent).suppressionList.set(address.text, { address: address.text, reason, updatedAt: now, origin });
    }
    await this.publisher.publish(sent, what);
  }
}
