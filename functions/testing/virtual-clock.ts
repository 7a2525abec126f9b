import type { Clock } from "../shared/clock";

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/**
 * A clock whose time stands still while code runs, and jumps to whoever sleeps shortest when nothing else can run. So
 * an hour takes as long as the code in it, and the same code always runs in the same order: who sleeps until the same
 * time wakes in the order of going to sleep. Works for code that waits only for promises and this clock.
 */
export class VirtualClock implements Clock {
  /** The next to wake is the last. */
  readonly #sleepers: Sleeper[] = [];
  #now: number;

  /** @param start milliseconds since 1970 @default 2026-11-24T00:00:00Z */
  constructor(start = Date.UTC(2026, 10, 24)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    const at = this.#now + Math.max(milliseconds, 0);
    return new Promise((wake) => {
      let index = this.#sleepers.length;
      while (index > 0 && (this.#sleepers[index - 1] as Sleeper).at <= at) index -= 1;
      this.#sleepers.splice(index, 0, { at, wake });
    });
  }

  /**
   * Runs work to its end; time passes only meanwhile. Sleepers that are left over stay asleep until the next run.
   *
   * @throws Error when the work waits for something that is not this clock
   */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    let isRunning = true;
    const result = work().finally(() => {
      isRunning = false;
    });
    // Whoever awaits the result hears of a failure; here it only ends the loop.
    result.catch(() => undefined);
    while (isRunning) {
      // Promises that can go on have done so before a macrotask starts.
      await new Promise(setImmediate);
      if (isRunning) this.#wakeNext();
    }
    return result;
  }

  #wakeNext(): void {
    const next = this.#sleepers.pop();
    if (!next) throw new Error("The work waits for something else than the virtual clock: nobody sleeps.");
    this.#now = next.at;
    next.wake();
  }
}
