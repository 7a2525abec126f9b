import { VirtualClock } from "../../functions/testing/virtual-clock";
import { Random } from "../../sandbox/month/random";
import { type Calls, SendingService } from "./service";

/** What senders meet. */
export interface Conditions {
  /** Quota, messages a second. */
  readonly rate: number;
  /** How long the service takes to answer: 105 ms in the mean, or more and more from 60 ms to 180 ms. */
  readonly latency: "steady" | "drifting";
  /** Part of the quota that somebody else uses. */
  readonly otherShare: number;
  readonly seed: number;
}

/** What came of it, as parts of 1. */
export interface Outcome {
  /** Accepted messages of the quota. */
  readonly used: number;
  /** Throttled calls of all calls. */
  readonly throttled: number;
  /** What the other sender was throttled; 0 without one. */
  readonly otherThrottled: number;
}

/** Time that every call of another service takes, in milliseconds. */
export const AUXILIARY_MS = 18;
/** Time between two invocations of a function, in milliseconds. */
const BETWEEN_INVOCATIONS_MS = 50;
/** Measured: so long, and at least so many messages. Before that the service's first bucket is used up. */
const SECONDS = 180;
const MESSAGES = 3_000;
const WARM_UP_SECONDS = 10;
const MEAN_LATENCY_MS = 105;
const DRIFT_MS = [60, 180] as const;
/** A call arrives at the service after any part of that. */
const MAX_ON_THE_WAY_MS = 30;
/** Standard deviation of the logarithm of latencies. */
const SPREAD = 0.35;
const SENDER = "sender";
const OTHER = "other";

/** A sending service and its surroundings in virtual time. */
export class Simulation {
  readonly clock = new VirtualClock();
  readonly random: Random;
  /** More messages than the quota allows from the first moment to the last. */
  readonly backlog: number;
  readonly #service: SendingService;
  readonly #start = this.clock.now();
  readonly #seconds: number;

  constructor(private readonly conditions: Conditions) {
    this.random = new Random(conditions.seed);
    this.#service = new SendingService(this.clock, conditions.rate);
    this.#seconds = Math.max(SECONDS, MESSAGES / conditions.rate);
    this.backlog = Math.ceil(conditions.rate * (WARM_UP_SECONDS + this.#seconds) * 1.1);
  }

  /** Calls the sending service. @returns whether it took the message */
  async send(): Promise<boolean> {
    const onTheWay = MAX_ON_THE_WAY_MS * this.random.next();
    await this.clock.sleep(onTheWay);
    const isAccepted = this.#service.take(SENDER);
    await this.clock.sleep(this.#latency() - onTheWay);
    return isAccepted;
  }

  /** A call of another service: table, queue or metrics. */
  auxiliaryCall(): Promise<void> {
    return this.clock.sleep(AUXILIARY_MS);
  }

  /** Invokes again and again. */
  async invokeForever(invocation: () => Promise<void>): Promise<never> {
    for (;;) {
      await this.clock.sleep(BETWEEN_INVOCATIONS_MS);
      await invocation();
    }
  }

  /** Lets time pass for who was started in it, and the other sender. */
  async run(start: () => void): Promise<Outcome> {
    return this.clock.run(async () => {
      start();
      if (this.conditions.otherShare > 0) void this.#sendForOther();
      await this.clock.sleep(WARM_UP_SECONDS * 1_000);
      const [sender, other] = [this.#service.callsOf(SENDER), this.#service.callsOf(OTHER)];
      await this.clock.sleep(this.#seconds * 1_000);
      const own = difference(this.#service.callsOf(SENDER), sender);
      return {
        used: own.accepted / (this.conditions.rate * this.#seconds),
        throttled: throttledShare(own),
        otherThrottled: throttledShare(difference(this.#service.callsOf(OTHER), other)),
      };
    });
  }

  /** Lets time pass until the service has taken so many messages. @returns milliseconds */
  async drain(messages: number, start: () => void): Promise<number> {
    await this.clock.run(async () => {
      start();
      while (this.#service.callsOf(SENDER).accepted < messages) await this.clock.sleep(1);
    });
    return this.clock.now() - this.#start;
  }

  /** At any moment, and it does not try again. */
  async #sendForOther(): Promise<never> {
    const mean = 1_000 / (this.conditions.rate * this.conditions.otherShare);
    for (;;) {
      await this.clock.sleep(-mean * Math.log(1 - this.random.next()));
      this.#service.take(OTHER);
    }
  }

  /** Log-normal. */
  #latency(): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.random.next())) * Math.cos(2 * Math.PI * this.random.next());
    return this.#meanLatency() * Math.exp(SPREAD * normal - SPREAD ** 2 / 2);
  }

  #meanLatency(): number {
    if (this.conditions.latency === "steady") return MEAN_LATENCY_MS;
    const passed = (this.clock.now() - this.#start) / ((WARM_UP_SECONDS + this.#seconds) * 1_000);
    return DRIFT_MS[0] + (DRIFT_MS[1] - DRIFT_MS[0]) * passed;
  }
}

function difference(later: Calls, earlier: Calls): Calls {
  return { accepted: later.accepted - earlier.accepted, throttled: later.throttled - earlier.throttled };
}

function throttledShare({ accepted, throttled }: Calls): number {
  return throttled === 0 ? 0 : throttled / (accepted + throttled);
}
