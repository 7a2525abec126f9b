/** Room for the rounding of fractions of tokens. */
const EPSILON = 1e-9;

/** Lets units pass at a rate. It holds one second of it, so that a burst after a pause passes at once. */
export class TokenBucket {
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;

  /**
   * @param rate units per second
   * @param now epoch milliseconds, as everywhere here
   */
  constructor(
    readonly rate: number,
    now: number,
  ) {
    this.#capacity = Math.max(rate, 1);
    this.#tokens = this.#capacity;
    this.#filledAt = now;
  }

  /** Takes units out; those that are more than the bucket holds pass when it is full, and the next ones wait longer. */
  take(units: number, now: number): boolean {
    const filled = this.#tokens + ((now - this.#filledAt) / 1_000) * this.rate;
    this.#tokens = Math.min(this.#capacity, filled);
    this.#filledAt = now;
    if (this.#tokens + EPSILON < Math.min(units, this.#capacity)) return false;
    this.#tokens -= units;
    return true;
  }
}
