import { type Failure, PAUSES_MS } from "./failures";
import type { SenderDependencies } from "./ports";

/** The breakers of a lane as a batch knows them: read once at its start, and those that it opens. */
export class Breakers {
  readonly #openUntil = new Map<string, number>();

  constructor(private readonly dependencies: SenderDependencies) {}

  /** Reads the breakers of these keys. */
  async read(keys: ReadonlySet<string>): Promise<void> {
    const reads = [...keys].map(async (key) => {
      this.#openUntil.set(key, await this.dependencies.limiters.of(key).pausedUntil());
    });
    await Promise.all(reads);
    if (this.openUntil([...keys]) !== undefined) this.dependencies.observers.metrics.count("BreakerOpen");
  }

  /** Epoch milliseconds until which one of these breakers is open; undefined when none is. */
  openUntil(keys: readonly string[]): number | undefined {
    const until = Math.max(0, ...keys.map((key) => this.#openUntil.get(key) ?? 0));
    return until > this.dependencies.clock.now() ? until : undefined;
  }

  /**
   * Opens the breaker that a failure is about: that of the lane, or that of the configuration set if only this is paused.
   *
   * @param keys of the message; the lane's comes first
   * @returns epoch milliseconds until which it is open; undefined when the failure is about no breaker
   */
  async openFor(keys: readonly string[], failure: Failure): Promise<number | undefined> {
    const pause = PAUSES_MS[failure.class];
    if (pause === undefined) return undefined;
    const set = failure.isOfConfigurationSet ? keys.find((key) => key.startsWith("ses#")) : undefined;
    const key = set ?? keys[0] ?? "";
    if (this.openUntil([key]) === undefined) this.#report(failure, pause);
    const { clock, limiters } = this.dependencies;
    this.#openUntil.set(key, Math.max(this.#openUntil.get(key) ?? 0, clock.now() + pause));
    await limiters.of(key).pause(pause);
    return this.openUntil([key]);
  }

  #report({ class: reason, code }: Failure, pause: number): void {
    const { observers, settings } = this.dependencies;
    observers.metrics.count("BreakerOpen", 1, reason);
    const fields = { channel: settings.channel, reason, error_name: code, duration_ms: pause };
    observers.logger.error("Sending stops for a while", fields);
  }
}
