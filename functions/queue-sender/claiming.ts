import { reportFailure } from "../shared/observers";
import type { Claim, SenderDependencies } from "./ports";
import { type Task, taskFields } from "./tasks";

/** Shortest time that a claim is held, in milliseconds. */
const LEASE_MS = 120_000;

/** The claims of a batch; without deduplication every message is everybody's. */
export class Claiming {
  constructor(
    private readonly endsAt: number,
    private readonly dependencies: SenderDependencies,
  ) {}

  /** Claims a message for as long as this call can live. */
  async claim({ message, record }: Task): Promise<Claim> {
    const { claims, clock, settings } = this.dependencies;
    if (!claims) return { state: "claimed" };
    // Who moves such a dead letter back has looked into it, and wants it to be sent.
    const isRedriven = record.messageAttributes?.["failure_class"]?.stringValue === "uncertain";
    const takesOver = isRedriven || settings.onUncertainSend === "resend";
    return claims.claim(message.id, Math.max(clock.now() + LEASE_MS, this.endsAt), takesOver);
  }

  /** Notes that the message was dealt with. */
  finish(task: Task, messageId?: string): Promise<void> {
    return this.#reported(task, async () => this.dependencies.claims?.finish(task.message.id, messageId));
  }

  /** Gives back the claim of a message that was certainly not sent. */
  release(task: Task): Promise<void> {
    return this.#reported(task, async () => this.dependencies.claims?.release(task.message.id));
  }

  /** A claim that is not closed only costs: should the message come again, it counts as one that may have been sent. */
  async #reported({ record, message }: Task, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      reportFailure(error, taskFields(record, message.channel), this.dependencies.observers);
    }
  }
}
