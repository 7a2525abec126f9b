import { checked, fields, limit } from "../command-input";
import type { Command } from "../service";
import { isNumber } from "./commands";
import type { Message } from "./events";
import { PartRate, type RateCommand } from "./part-rate";
import { conflict, quotaExceeded } from "./wire";

/** Commands about what may be sent. */
export type LimitCommand = RateCommand | "set-sms-spend-limit" | "opt-out-number" | "opt-in-number";

/**
 * What holds messages back: recipients that opted out, the month's spend limit of each kind of message and the parts
 * per second of an origination identity. Nothing does until a command says so.
 */
export class Limits {
  readonly #optedOut = new Set<string>();
  readonly #spent = new Map<string, number>();
  readonly #rate: PartRate;
  #spendLimit = Number.POSITIVE_INFINITY;

  constructor(private readonly clock: () => Date) {
    this.#rate = new PartRate(clock);
  }

  /**
   * Those of the rate, `set-sms-spend-limit {monthlyLimit}` in USD, null for none, `opt-out-number {number}` and
   * `opt-in-number {number}`, which ends that.
   */
  get commands(): Readonly<Record<LimitCommand, Command>> {
    return {
      ...this.#rate.commands,
      "set-sms-spend-limit": async (input) => {
        const monthlyLimit = limit("monthlyLimit", fields(input, '{"monthlyLimit": 1}')["monthlyLimit"]);
        this.#spendLimit = monthlyLimit ?? Number.POSITIVE_INFINITY;
        return { monthlyLimit: monthlyLimit ?? null };
      },
      "opt-out-number": async (input) => {
        const number = numberIn(input);
        this.#optedOut.add(number);
        return { number };
      },
      "opt-in-number": async (input) => {
        const number = numberIn(input);
        this.#optedOut.delete(number);
        return { number };
      },
    };
  }

  /** Counts a message in. @param identity as the call gives it. @throws AwsError when it may not be sent now */
  take(message: Message, identity: string = message.origin): void {
    const { kind, destination, parts, price } = message;
    if (this.#optedOut.has(destination)) {
      const text = `The destination phone number ${destination} is opted out.`;
      throw conflict("DESTINATION_PHONE_NUMBER_OPTED_OUT", "opted-out-number", destination, text);
    }
    const month = `${kind} ${this.clock().toISOString().slice(0, 7)}`;
    const spent = (this.#spent.get(month) ?? 0) + price;
    if (spent > this.#spendLimit) {
      const text = `The monthly spend limit of ${this.#spendLimit} USD is reached.`;
      throw quotaExceeded(`MONTHLY_SPEND_LIMIT_REACHED_FOR_${kind}`, text);
    }
    this.#rate.take(identity, parts);
    this.#spent.set(month, spent);
  }

  /** Nothing is held back or counted: as after a fresh start. */
  reset(): void {
    this.#optedOut.clear();
    this.#spent.clear();
    this.#spendLimit = Number.POSITIVE_INFINITY;
    this.#rate.reset();
  }
}

function numberIn(input: unknown): string {
  const { number } = fields(input, '{"number": "+447700900123"}');
  return checked("number", number, isNumber, "a number such as +447700900123");
}
