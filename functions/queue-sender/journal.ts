import type { SQSRecord } from "aws-lambda";
import type { Result, SenderDependencies } from "./ports";
import { type Task, taskFields } from "./tasks";

/** Keeps what a batch has to tell: a log line and counts at once, final outcomes for the batch's end. */
export class Journal {
  readonly #results: Result[] = [];
  #publishedAt: number;

  constructor(private readonly dependencies: SenderDependencies) {
    this.#publishedAt = dependencies.clock.now();
  }

  count(metric: string, by = 1, reason?: string): void {
    this.dependencies.observers.metrics.count(metric, by, reason);
  }

  /** Writes the metrics once a second while the batch lasts: those of high resolution have to be seen by the second. */
  tick(): void {
    const now = this.dependencies.clock.now();
    if (now - this.#publishedAt < 1_000) return;
    this.#publishedAt = now;
    this.dependencies.observers.metrics.publish();
  }

  log(record: SQSRecord, outcome: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const { observers, settings } = this.dependencies;
    observers.logger.info("Message", { ...taskFields(record, settings.channel), outcome, ...fields });
  }

  result({ message }: Task, outcome: Pick<Result, "status" | "class" | "code" | "message_id">): void {
    if (!this.dependencies.results) return;
    const at = new Date(this.dependencies.clock.now()).toISOString();
    this.#results.push({ id: message.id, ...outcome, at, context: message.tags });
  }

  /** Tells the final outcomes to who wants to know. */
  async publish(): Promise<void> {
    if (this.#results.length > 0) await this.dependencies.results?.publish(this.#results);
  }
}
