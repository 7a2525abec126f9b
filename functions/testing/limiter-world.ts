import type { Clock } from "../shared/clock";
import type { Limiter, LimiterItem, LimiterObserver, LimiterStore } from "../shared/limiter/limiter";
import { Limiters } from "../shared/limiter/limiters";
import { MemoryStore } from "../shared/limiter/memory-store";
import { VirtualClock } from "./virtual-clock";

/** A table that takes its time, and that cannot be reached while `isDown`. */
class Table implements LimiterStore {
  latencyMs = 0;
  isDown = false;
  readonly #items = new MemoryStore();

  constructor(private readonly clock: Clock) {}

  async read(key: string): Promise<LimiterItem> {
    await this.#arrive();
    return this.#items.read(key);
  }

  async advance(key: string, span: number, floor: number): Promise<LimiterItem | undefined> {
    await this.#arrive();
    return this.#items.advance(key, span, floor);
  }

  async set(key: string, fields: LimiterItem, atMost?: LimiterItem): Promise<LimiterItem | undefined> {
    await this.#arrive();
    return this.#items.set(key, fields, atMost);
  }

  async #arrive(): Promise<void> {
    if (this.latencyMs > 0) await this.clock.sleep(this.latencyMs);
    if (this.isDown) throw new Error("no route to the table");
  }
}

/** Environments that share a table of slots, in virtual time, and what they reported. */
export class LimiterWorld implements LimiterObserver {
  readonly clock = new VirtualClock();
  readonly table = new Table(this.clock);
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
