import type { LimiterItem } from "./limiter";

/** Part of the quota by which a lowered rate rises each second. */
const RECOVERY_PER_SECOND = 0.005;
/** What a rate is multiplied by when it is lowered. */
const CUT = 0.9;
/** How long a lowered rate stays, to show whether it is low enough, before it is lowered again or rises. */
export const CUT_INTERVAL_MS = 2_000;
/** Part of the highest rate that it is never lowered below. */
const FLOOR = 0.1;

/** Below so many messages a second, a service's burst of a second is a single message. */
const SMALL_QUOTA = 2;
/** Share of such a quota that leaves 40 ms a second for calls that take longer on their way than the one before. */
const MOST_OF_SMALL_QUOTA = 0.96;

/** The highest rate that a quota allows, when a share of it is to be used. */
export function highestRate(quota: number, utilization: number): number {
  return quota * (quota < SMALL_QUOTA ? Math.min(utilization, MOST_OF_SMALL_QUOTA) : utilization);
}

/**
 * The rate at a moment, per second: what it was lowered to last and what it has regained since. So lowering is written
 * down, and rising needs no writing.
 *
 * @param highest see {@link highestRate}
 * @param quota per second
 */
export function rateAt({ rate, rate_ts = 0 }: LimiterItem, highest: number, quota: number, now: number): number {
  if (rate === undefined) return highest;
  const seconds = Math.max(now - rate_ts - CUT_INTERVAL_MS, 0) / 1_000;
  const regained = quota * RECOVERY_PER_SECOND * seconds;
  return Math.min(Math.max(rate + regained, highest * FLOOR), highest);
}

/** The rate after too many calls were throttled. */
export function loweredRate(rate: number, highest: number): number {
  return Math.max(rate * CUT, highest * FLOOR);
}

/** The calls of the last seconds, to tell one unlucky call from a rate that is too high. */
export class ThrottleWindow {
  static readonly #LENGTH_MS = 5_000;
  static readonly #TOLERATED_SHARE = 0.02;
  readonly #calls: { readonly at: number; readonly isThrottled: boolean }[] = [];

  /** Adds a call. @returns whether it is one throttled call too many */
  add(isThrottled: boolean, now: number): boolean {
    this.#calls.push({ at: now, isThrottled });
    while ((this.#calls[0]?.at ?? now) < now - ThrottleWindow.#LENGTH_MS) this.#calls.shift();
    if (!isThrottled) return false;
    const throttled = this.#calls.filter((call) => call.isThrottled).length;
    return throttled >= 2 && throttled > this.#calls.length * ThrottleWindow.#TOLERATED_SHARE;
  }
}
