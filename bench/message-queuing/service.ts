import type { Clock } from "../../functions/shared/clock";

/** Calls of one sender. */
export interface Calls {
  readonly accepted: number;
  readonly throttled: number;
}

const NONE: Calls = { accepted: 0, throttled: 0 };

/**
 * A sending service that takes `rate` messages a second: a token bucket that holds a second of them, at least one. It
 * throttles what it does not take.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
export class SendingService {
  readonly #calls = new Map<string, Calls>();
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly rate: number,
  ) {
    this.#capacity = Math.max(rate, 1);
    this.#tokens = this.#capacity;
    this.#filledAt = clock.now();
  }

  /** @returns whether the message was taken */
  take(sender: string): boolean {
    const now = this.clock.now();
    this.#tokens = Math.min(this.#tokens + ((now - this.#filledAt) / 1_000) * this.rate, this.#capacity);
    this.#filledAt = now;
    // Fractions of a token that add up to one may miss it by a rounding error.
    const isAccepted = this.#tokens > 1 - 1e-9;
    if (isAccepted) this.#tokens -= 1;
    const { accepted, throttled } = this.callsOf(sender);
    this.#calls.set(sender, { accepted: accepted + Number(isAccepted), throttled: throttled + Number(!isAccepted) });
    return isAccepted;
  }

  /** All calls of a sender until now. */
  callsOf(sender: string): Calls {
    return this.#calls.get(sender) ?? NONE;
  }
}
