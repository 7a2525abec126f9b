import { invalid } from "../command-input";
import type { SentMessage } from "./events";

/** What is remembered, the latest messages: a cloud that runs for days must not fill the memory. */
const LIMITS = { messages: 10_000, bytes: 64_000_000 };

/** The messages that SES sent on: commands show them and play their readers. */
export class SentMessages {
  readonly #byId = new Map<string, { readonly sent: SentMessage; readonly bytes: number }>();
  #bytes = 0;

  constructor(private readonly limits = LIMITS) {}

  remember(sent: SentMessage): void {
    const bytes = JSON.stringify(sent.message).length;
    this.#byId.set(sent.messageId, { sent, bytes });
    this.#bytes += bytes;
    for (const [id, oldest] of this.#byId) {
      if (this.#byId.size <= this.limits.messages && this.#bytes <= this.limits.bytes) return;
      this.#byId.delete(id);
      this.#bytes -= oldest.bytes;
    }
  }

  /** All that are known, oldest first. */
  all(): SentMessage[] {
    return [...this.#byId.values()].map(({ sent }) => sent);
  }

  /** @throws AwsError when there is no such message */
  find(messageId: string): SentMessage {
    const found = this.#byId.get(messageId);
    if (found) return found.sent;
    const { messages, bytes } = this.limits;
    throw invalid(
      `There is no message ${JSON.stringify(messageId)}. The ids of ${this.#byId.size} messages are known: what SES ` +
        "accepted and did not reject since the start or the last reset, the latest " +
        `${messages} or ${bytes / 1_000_000} MB at most.`,
    );
  }

  /** Forgets all messages. */
  reset(): void {
    this.#byId.clear();
    this.#bytes = 0;
  }
}
