import type { Clock } from "../clock";
import { asError } from "../errors";
import type { Limiter, LimiterObserver, Taken } from "./limiter";
import { ThrottleWindow } from "./rate";
import type { Schedule } from "./schedule";

/** A call of `take` that has no answer yet. */
interface Taker {
  readonly cost: number;
  readonly notAfter: number;
  readonly since: number;
  resolve(taken: Taken): void;
  reject(error: unknown): void;
}

/** How long before the last leased slot the next ones are leased, in milliseconds; longer than a table takes. */
const LEAD_MS = 500;

/** Serves who takes, one after the other, from slots that it leases from a schedule shortly before they are due. */
export class SlotLimiter implements Limiter {
  #serving: Taker | undefined;
  readonly #waiting: Taker[] = [];
  /** Slots that are wanted beside those of takers. */
  #expected = 0;
  /** Leased slots that nobody has taken yet. */
  #slots: number[] = [];
  #leasing: Promise<void> | undefined;
  #pausedUntil = 0;
  readonly #calls = new ThrottleWindow();

  constructor(
    private readonly schedule: Schedule,
    private readonly clock: Clock,
    private readonly observer: LimiterObserver,
  ) {}

  async take(cost: number, notAfter: number): Promise<Taken> {
    this.#expected = Math.max(this.#expected - cost, 0);
    if (this.#isPaused) return this.#paused();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ cost, notAfter, since: this.clock.now(), resolve, reject });
      if (!this.#serving) void this.#serve();
    });
  }

  expect(cost: number): void {
    this.#expected = cost;
  }

  report(outcome: "accepted" | "throttled"): void {
    if (!this.#calls.add(outcome === "throttled", this.clock.now())) return;
    this.schedule.slowDown().catch((error) => this.observer.degraded(asError(error)));
  }

  async pause(milliseconds: number): Promise<void> {
    const until = this.clock.now() + milliseconds;
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.#serving?.resolve(this.#paused());
    for (const { resolve } of this.#waiting.splice(0)) resolve(this.#paused());
    await this.schedule.pauseUntil(until);
  }

  async pausedUntil(): Promise<number> {
    this.#pausedUntil = await this.schedule.pausedUntil();
    return this.#isPaused ? this.#pausedUntil : 0;
  }

  async #serve(): Promise<void> {
    // Slots that passed while nobody wanted them are gone.
    this.#slots = this.#slots.filter((slot) => slot >= this.clock.now());
    for (let taker = this.#waiting.shift(); taker; taker = this.#waiting.shift()) {
      this.#serving = taker;
      try {
        taker.resolve(await this.#answer(taker));
      } catch (error) {
        // Whoever waits would only hear the same.
        for (const { reject } of [taker, ...this.#waiting.splice(0)]) reject(error);
      }
    }
    this.#serving = undefined;
  }

  async #answer({ cost, notAfter, since }: Taker): Promise<Taken> {
    while (!this.#isPaused) {
      const now = this.clock.now();
      const slot = this.#slots[0] ?? Math.max(this.schedule.end, now);
      if (slot > notAfter) return { granted: false, reason: "late", until: slot };
      if (this.#slots.length < cost) {
        await this.#lease(cost);
        continue;
      }
      this.#slots.splice(0, cost);
      this.#leaseAhead();
      await this.clock.sleep(slot - now);
      if (this.#isPaused) break;
      const waitedMs = this.clock.now() - since;
      this.observer.waited(waitedMs);
      return { granted: true, waitedMs };
    }
    return this.#paused();
  }

  #leaseAhead(): void {
    const last = this.#slots.at(-1) ?? 0;
    if (last > this.clock.now() + LEAD_MS || this.#wanted(0) <= 0) return;
    // Whoever is next leases again, and hears what went wrong.
    this.#lease(0).catch(() => undefined);
  }

  /** Leases one time at once, so that slots come in order. @param cost what the taker needs who is being served */
  #lease(cost: number): Promise<void> {
    this.#leasing ??= this.#leaseNow(cost - this.#slots.length, this.#wanted(cost)).finally(() => {
      this.#leasing = undefined;
    });
    return this.#leasing;
  }

  async #leaseNow(needed: number, wanted: number): Promise<void> {
    const { slots, pausedUntil } = await this.schedule.lease(needed, wanted);
    this.#slots.push(...slots);
    this.#pausedUntil = Math.max(this.#pausedUntil, pausedUntil);
  }

  /** Slots to lease for who is being served, who waits and who is expected. */
  #wanted(cost: number): number {
    const waiting = this.#waiting.reduce((sum, taker) => sum + taker.cost, 0);
    return cost + waiting + this.#expected - this.#slots.length;
  }

  get #isPaused(): boolean {
    return this.#pausedUntil > this.clock.now();
  }

  #paused(): Taken {
    return { granted: false, reason: "paused", until: this.#pausedUntil };
  }
}
