import type { Clock } from "../clock";
import { asError } from "../errors";
import type { LimiterItem, LimiterObserver, LimiterStore } from "./limiter";
import { CUT_INTERVAL_MS, highestRate, loweredRate, rateAt } from "./rate";

/** Slots that a lease gave, epoch milliseconds in ascending order; they are good only while nothing is paused. */
export interface Lease {
  readonly slots: readonly number[];
  readonly pausedUntil: number;
}

/** The slots of one key, as one environment sees them. */
export interface Schedule {
  /** From here on slots are free, as far as is known; 0 at first. */
  readonly end: number;
  /** Leases a quarter of a second of slots: at least those that are needed now, at most those that are wanted. */
  lease(needed: number, wanted: number): Promise<Lease>;
  /** Lowers the rate, unless somebody has done so just before. */
  slowDown(): Promise<void>;
  pauseUntil(until: number): Promise<void>;
  pausedUntil(): Promise<number>;
}

/** What a {@link StoredSchedule} is made of. */
export interface ScheduleSettings {
  readonly clock: Clock;
  readonly store: LimiterStore;
  readonly key: string;
  readonly quota: (key: string) => Promise<number>;
  /** Share of the quota to use, from 0 to 1. */
  readonly utilization: number;
  /** Schedules that each have an equal part of that, because they know nothing of each other. */
  readonly parts: number;
  /** How long a slot that nobody took may still be leased, in milliseconds. */
  readonly creditMs: number;
  readonly observer: LimiterObserver;
}

const LEASE_SECONDS = 0.25;
const QUOTA_INTERVAL_MS = 300_000;

/**
 * The generic cell rate algorithm on an item that many share. The item says where free slots begin; a lease moves that
 * on in one write, and what it moved past is the lessee's. Each write has the one condition that it needs, so lessees
 * do not make each other's writes fail. The rate is that of the item as last seen, which every write returns.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export class StoredSchedule implements Schedule {
  #item: LimiterItem = {};

  constructor(private readonly settings: ScheduleSettings) {}

  get end(): number {
    return this.#item.tat ?? 0;
  }

  async lease(needed: number, wanted: number): Promise<Lease> {
    const { clock, observer } = this.settings;
    const quota = this.#item.quota ?? (await this.#learnQuota());
    const rate = rateAt(this.#item, this.#highest(quota), quota, clock.now());
    const count = Math.max(needed, Math.min(wanted, Math.ceil(rate * LEASE_SECONDS)));
    const interval = 1_000 / rate;
    const start = await this.#claim(count * interval);
    observer.leased(rate, quota);
    void this.#refreshQuota();
    const slots = Array.from({ length: count }, (_, index) => start + index * interval);
    return { slots, pausedUntil: this.#item.paused_until ?? 0 };
  }

  async slowDown(): Promise<void> {
    const { clock } = this.settings;
    const { quota } = this.#item;
    if (quota === undefined) return;
    const now = clock.now();
    const highest = this.#highest(quota);
    const rate = loweredRate(rateAt(this.#item, highest, quota, now), highest);
    await this.#set({ rate, rate_ts: now }, { rate_ts: now - CUT_INTERVAL_MS });
  }

  async pauseUntil(until: number): Promise<void> {
    await this.#set({ paused_until: until }, { paused_until: until });
  }

  async pausedUntil(): Promise<number> {
    this.#item = await this.settings.store.read(this.settings.key);
    return this.#item.paused_until ?? 0;
  }

  #highest(quota: number): number {
    return highestRate(quota, this.settings.utilization) / this.settings.parts;
  }

  /** Moves the beginning of free slots on. @returns where it was */
  async #claim(span: number): Promise<number> {
    const { clock, store, key, creditMs } = this.settings;
    const asked = clock.now();
    const advance = () => store.advance(key, span, asked - creditMs);
    const revive = () => {
      // The answer will take as long as the last one; a slot before that would be late.
      const start = clock.now() + (clock.now() - asked) - creditMs;
      return store.set(key, { tat: start + span }, { tat: start });
    };
    // Either slots ahead belong to somebody, or none do, or somebody was quicker to revive the schedule.
    const item = (await advance()) ?? (await revive()) ?? (await advance());
    if (item?.tat === undefined) throw new Error(`The schedule of ${key} went back in time.`);
    this.#item = item;
    return item.tat - span;
  }

  /** The quota as the first invocation needs it: of the item, else of the service. */
  async #learnQuota(): Promise<number> {
    this.#item = await this.settings.store.read(this.settings.key);
    if (this.#item.quota !== undefined) return this.#item.quota;
    const quota = await this.#askQuota();
    await this.#set({ quota, quota_ts: this.settings.clock.now() });
    return quota;
  }

  /** Asks again now and then; the time of asking, which only one can move on, is the lock. */
  async #refreshQuota(): Promise<void> {
    const { clock, observer } = this.settings;
    const now = clock.now();
    const due = now - QUOTA_INTERVAL_MS;
    if ((this.#item.quota_ts ?? 0) > due) return;
    try {
      if (await this.#set({ quota_ts: now }, { quota_ts: due })) await this.#set({ quota: await this.#askQuota() });
    } catch (error) {
      observer.quotaUnknown(asError(error));
    }
  }

  async #askQuota(): Promise<number> {
    const { quota, key } = this.settings;
    const answer = await quota(key);
    if (answer > 0 && Number.isFinite(answer)) return answer;
    throw new Error(`The quota of ${key} must be more than 0 messages a second; got ${answer}.`);
  }

  async #set(fields: LimiterItem, atMost?: LimiterItem): Promise<boolean> {
    const item = await this.settings.store.set(this.settings.key, fields, atMost);
    this.#item = item ?? this.#item;
    return item !== undefined;
  }
}
