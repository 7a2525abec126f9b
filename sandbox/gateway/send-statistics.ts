import { fields, invalid } from "./command-input";
import type { Command } from "./service";

/** Seconds that are remembered. */
const REMEMBERED = 600;

/** What a sending quota let pass and refused in one second, in the units that it counts: recipients, parts. */
interface Second {
  /** Epoch seconds. */
  readonly second: number;
  accepted: number;
  throttled: number;
}

/** Counts what was sent of late, second by second. */
export class SendStatistics {
  #seconds: Second[] = [];

  constructor(private readonly clock: () => Date) {}

  /** @param what whether the quota let the units pass */
  count(what: "accepted" | "throttled", units: number): void {
    this.#second()[what] += units;
  }

  /** A command `{seconds?}` that answers with the last seconds in which something was sent. @param quota what counts now */
  command(quota: () => object): Command {
    return async (input) => {
      const { seconds = REMEMBERED } = fields(input, '{"seconds": 60}');
      if (typeof seconds !== "number" || !(seconds >= 1 && seconds <= REMEMBERED))
        throw invalid(`seconds is ${JSON.stringify(seconds)}; a number from 1 to ${REMEMBERED} is needed.`);
      const from = this.#now() - seconds;
      return { ...quota(), seconds: this.#seconds.filter(({ second }) => second > from) };
    };
  }

  /** Forgets everything. */
  reset(): void {
    this.#seconds = [];
  }

  #second(): Second {
    const now = this.#now();
    const last = this.#seconds.at(-1);
    if (last?.second === now) return last;
    const fresh = { second: now, accepted: 0, throttled: 0 };
    this.#seconds = [...this.#seconds.filter(({ second }) => second > now - REMEMBERED), fresh];
    return fresh;
  }

  #now(): number {
    return Math.floor(this.clock().getTime() / 1_000);
  }
}
