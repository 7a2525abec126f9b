import type { Clock } from "../clock";
import { asError } from "../errors";
import type { LimiterObserver } from "./limiter";
import type { Lease, Schedule } from "./schedule";

/** How long a schedule that failed is left alone, in milliseconds. */
const RETRY_AFTER_MS = 10_000;

/** A shared schedule, and while that cannot be had one of this environment's own. */
export class FallbackSchedule implements Schedule {
  #retryAt = 0;

  constructor(
    private readonly shared: Schedule,
    private readonly own: Schedule,
    private readonly clock: Clock,
    private readonly observer: LimiterObserver,
  ) {}

  get end(): number {
    return this.#isDegraded ? this.own.end : this.shared.end;
  }

  lease(needed: number, wanted: number): Promise<Lease> {
    return this.#ask((schedule) => schedule.lease(needed, wanted));
  }

  slowDown(): Promise<void> {
    return this.#ask((schedule) => schedule.slowDown());
  }

  async pauseUntil(until: number): Promise<void> {
    // The own schedule has to know too, should the shared one fail later.
    await this.own.pauseUntil(until);
    await this.#ask((schedule) => schedule.pauseUntil(until));
  }

  pausedUntil(): Promise<number> {
    return this.#ask((schedule) => schedule.pausedUntil());
  }

  get #isDegraded(): boolean {
    return this.clock.now() < this.#retryAt;
  }

  async #ask<Answer>(call: (schedule: Schedule) => Promise<Answer>): Promise<Answer> {
    if (this.#isDegraded) return call(this.own);
    try {
      return await call(this.shared);
    } catch (error) {
      this.observer.degraded(asError(error));
      this.#retryAt = this.clock.now() + RETRY_AFTER_MS;
      return call(this.own);
    }
  }
}
