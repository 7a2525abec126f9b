/** What code that waits knows of time; tests and simulations bring their own. */
export interface Clock {
  /** Milliseconds since 1970; may have a fraction. */
  now(): number;
  /** Resolves after so many milliseconds, at once when there are none. */
  sleep(milliseconds: number): Promise<void>;
}

/** The clock on the wall. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.max(milliseconds, 0))),
};
