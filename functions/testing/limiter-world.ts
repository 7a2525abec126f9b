import type { Limiter, LimiterObserver } from "../shared/limiter/limiter";
import { Limiters } from "../shared/limiter/limiters";
import { DistantStore } from "./distant-store";
import { VirtualClock } from "./virtual-clock";

/** Environments that share a table of slots, in virtual time, and what they reported. */
export class LimiterWorld implements LimiterObserver {
  readonly clock = new VirtualClock();
  readonly table = new DistantStore(this.clock);
  /** What the service answers when it is asked for the quota. */
  quota = 10;
  quotaRequests = 0;
  /** Rate and quota at each lease. */
  readonly leases: (readonly [rate: number, quota: number])[] = [];
  readonly errors: string[] = [];

  /** The limiter of another environment; of two that may run at once, which use the whole quota. */
  limiter({ shared = true, key = "ses" } = {}): Limiter {
    const quota = async () => {
      this.quotaRequests += 1;
      if (Number.isNaN(this.quota)) throw new Error("no answer from GetAccount");
      return this.quota;
    };
    const settings = { clock: this.clock, quota, utilization: 1, concurrency: 2, observer: this };
    return new Limiters(shared ? { ...settings, store: this.table } : settings).of(key);
  }

  leased(rate: number, quota: number): void {
    this.leases.push([rate, quota]);
  }

  degraded(error: Error): void {
    this.errors.push(`degraded: ${error.message}`);
  }

  quotaUnknown(error: Error): void {
    this.errors.push(`quota unknown: ${error.message}`);
  }

  readonly waits: number[] = [];

  waited(milliseconds: number): void {
    this.waits.push(milliseconds);
  }

  /** Takes slots one after the other without waiting in between. @returns when each was granted, from `since` on */
  async grants(limiter: Limiter, costs: readonly number[], since = this.clock.now()): Promise<number[]> {
    const takes = costs.map(async (cost) => {
      const { granted } = await limiter.take(cost, Number.POSITIVE_INFINITY);
      if (!granted) throw new Error("No slot was granted.");
      return this.clock.now() - since;
    });
    return Promise.all(takes);
  }
}

/** So many takes of one slot. */
export function ones(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}
