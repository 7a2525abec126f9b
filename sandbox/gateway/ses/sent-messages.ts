import { invalid } from "../command-input";
import type { SentMessage } from "./events";

/** Messages that are remembered, the latest ones: a cloud that runs for days must not fill the memory. */
const LIMIT = 10_000;

/** The messages that SES sent on and whose readers commands can play. */
export class SentMessages {
  readonly #byId = new Map<string, SentMessage>();

  constructor(private readonly limit = LIMIT) {}

  remember(sent: SentMessage): void {
    this.#byId.set(sent.messageId, sent);
    if (this.#byId.size <= this.limit) return;
    const [oldest = ""] = this.#byId.keys();
    this.#byId.delete(oldest);
  }

  /** @throws AwsError when there is no such message */
  find(messageId: string): SentMessage {
    const found = this.#byId.get(messageId);
    if (found) return found;
    throw invalid(
      `There is no message ${JSON.stringify(messageId)}. The ids of ${this.#byId.size} messages are known: what SES ` +
        `accepted and did not reject since the start or the last reset, the latest ${this.limit} at most.`,
    );
  }

  /** All messages, the oldest first. */
  all(): SentMessage[] {
    return [...this.#byId.values()];
  }

  /** Forgets all messages. */
  reset(): void {
    this.#byId.clear();
  }
}
