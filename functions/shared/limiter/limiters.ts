import { FallbackSchedule } from "./fallback-schedule";
import type { Limiter, LimiterFactory, LimiterSettings } from "./limiter";
import { MemoryStore } from "./memory-store";
import { type Schedule, StoredSchedule } from "./schedule";
import { SlotLimiter } from "./slot-limiter";

/** How much of its time an environment that paces itself may catch up, such as the pause between two invocations. */
const OWN_CREDIT_MS = 250;

/** Limiters that share their schedules through a store, or without one pace each environment for itself. */
export class Limiters implements LimiterFactory {
  readonly #limiters = new Map<string, Limiter>();

  constructor(private readonly settings: LimiterSettings) {}

  of(key: string): Limiter {
    const known = this.#limiters.get(key);
    if (known) return known;
    const { clock, observer } = this.settings;
    const limiter = new SlotLimiter(this.#schedule(key), clock, observer);
    this.#limiters.set(key, limiter);
    return limiter;
  }

  #schedule(key: string): Schedule {
    const { store, clock, concurrency, observer } = this.settings;
    const own = new StoredSchedule({
      ...this.settings,
      store: new MemoryStore(),
      key,
      parts: concurrency,
      creditMs: OWN_CREDIT_MS,
    });
    if (!store) return own;
    const shared = new StoredSchedule({ ...this.settings, store, key, parts: 1, creditMs: 0 });
    return new FallbackSchedule(shared, own, clock, observer);
  }
}
