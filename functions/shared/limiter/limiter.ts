import type { Clock } from "../clock";

/** What {@link Limiter.take} answers: the slot's time has come, or why there is none. */
export type Taken =
  | { readonly granted: true; readonly waitedMs: number }
  | {
      readonly granted: false;
      /** `late`: the slot would lie after `notAfter`. `paused`: the breaker is open. */
      readonly reason: "late" | "paused";
      /** When to ask again: the time of the slot, or the end of the pause; epoch milliseconds. */
      readonly until: number;
    };

/**
 * Gives out the slots of one key (`ses`, `sms#<origination identity>`, `pinpoint`): as many a second as the quota
 * allows, evenly apart, to all functions that share the key. Also the key's breaker: while it is paused, there are no
 * slots. A breaker without a rate (`ses#<configuration set>`) is a limiter of which nobody takes.
 */
export interface Limiter {
  /**
   * Takes `cost` slots, in the order of the calls, and resolves at the time of the first of them; at once when that lies
   * after `notAfter`, or when the breaker is open or opens. Slots cannot be given back.
   *
   * @param cost whole number of at least 1; may exceed a second of quota: whoever comes next waits longer
   * @param notAfter epoch milliseconds
   * @throws Error when the quota cannot be read; nothing else stops a limiter
   */
  take(cost: number, notAfter: number): Promise<Taken>;
  /**
   * Says how many slots the work in hand is going to take in all; every `take` counts its cost down. Slots are
   * leased a quarter of a second at a time, but never more than are wanted.
   */
  expect(cost: number): void;
  /** Tells how a send ended that a slot was taken for: too many throttled ones lower the rate for all. */
  report(outcome: "accepted" | "throttled"): void;
  /** Opens the breaker for all who share the key, for so many milliseconds; a longer pause stays. */
  pause(milliseconds: number): Promise<void>;
  /** Asks the table until when the breaker is open, epoch milliseconds; 0 when it is closed. Once a batch is enough. */
  pausedUntil(): Promise<number>;
}

/** The limiters of a lane: `new Limiters(settings)` of `limiters.ts`. */
export interface LimiterFactory {
  /** The limiter of a key, the same one at every call. */
  of(key: string): Limiter;
}

/** What the limiters of a lane have in common. */
export interface LimiterSettings {
  readonly clock: Clock;
  /** Where state is shared; absent: every environment paces itself at an equal share of the rate (`local`). */
  readonly store?: LimiterStore;
  /** Messages a second that the service allows for a key; asked every five minutes, by one of all who share it. */
  readonly quota: (key: string) => Promise<number>;
  /** Share of the quota to use, from 0 to 1; below two messages a second at most 0.96. */
  readonly utilization: number;
  /** Environments that may run at the same time; each gets this part of the rate when nothing is shared. */
  readonly concurrency: number;
  readonly observer: LimiterObserver;
}

/** Who hears what limiters do; the metric that each becomes stands beside it. */
export interface LimiterObserver {
  /** Slots were leased: `LeaseCalls`; at this rate and this quota: `EffectiveRate`, `QuotaRate`. */
  leased(rate: number, quota: number): void;
  /** The shared schedule cannot be had, so the environment paces itself for a while: `LimiterDegraded`. */
  degraded(error: Error): void;
  /** The quota could not be read again; the last known stays. */
  quotaUnknown(error: Error): void;
  /** Slots were granted after so many milliseconds: `LimiterWaitMs`. */
  waited(milliseconds: number): void;
}

/** What is known of a key; each field may be missing. Times are epoch milliseconds. */
export interface LimiterItem {
  /** Theoretical arrival time: from here on, slots belong to nobody. */
  readonly tat?: number;
  /** Rate after it was lowered last, per second, and when that was. */
  readonly rate?: number;
  readonly rate_ts?: number;
  /** Quota as last read, per second, and when somebody last set out to read it. */
  readonly quota?: number;
  readonly quota_ts?: number;
  readonly paused_until?: number;
}

/** Items by key. A table that cannot be reached is an error within a second. */
export interface LimiterStore {
  /** Empty when there is no item. */
  read(key: string): Promise<LimiterItem>;
  /**
   * Moves `tat` on by `span` milliseconds if it lies after `floor`.
   * @returns the item afterwards; undefined when it does not
   */
  advance(key: string, span: number, floor: number): Promise<LimiterItem | undefined>;
  /**
   * Sets fields, those that `atMost` names only if they are all missing or at most so high.
   * @returns the item afterwards; undefined when one is higher
   */
  set(key: string, fields: LimiterItem, atMost?: LimiterItem): Promise<LimiterItem | undefined>;
}
