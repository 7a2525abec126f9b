import { checked, fields, positive } from "../command-input";
import { SendStatistics } from "../send-statistics";
import { AwsError, type Command } from "../service";
import { TokenBucket } from "../token-bucket";
import { isNumber } from "./commands";
import type { Message } from "./events";
import { conflict, quotaExceeded } from "./wire";

/** Commands about what may be sent. */
export type LimitCommand = "set-sms-rate" | "set-sms-spend-limit" | "opt-out-number" | "sms-statistics";

/**
 * What holds messages back: recipients that opted out, the month's spend limit of each kind of message and the parts
 * per second of an origination identity. Nothing does until a command says so.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html
 */
export class Limits {
  readonly #optedOut = new Set<string>();
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #spent = new Map<string, number>();
  readonly #statistics: SendStatistics;
  #spendLimit = Number.POSITIVE_INFINITY;

  constructor(private readonly clock: () => Date) {
    this.#statistics = new SendStatistics(clock);
  }

  /**
   * `set-sms-rate {originationIdentity, partsPerSecond}`, `set-sms-spend-limit {monthlyLimit}` in USD, `opt-out-number
   * {number}` and `sms-statistics {seconds?}`, which counts parts.
   */
  get commands(): Readonly<Record<LimitCommand, Command>> {
    return {
      "set-sms-rate": async (input) => {
        const example = '{"originationIdentity": "+12065550100", "partsPerSecond": 1}';
        const { originationIdentity, partsPerSecond } = fields(input, example);
        const identity = checked(
          "originationIdentity",
          originationIdentity,
          Boolean,
          "a number, sender id, pool or ARN",
        );
        const rate = positive("partsPerSecond", partsPerSecond);
        this.#buckets.set(identity, new TokenBucket(rate, this.clock().getTime()));
        return this.#rates();
      },
      "set-sms-spend-limit": async (input) => {
        this.#spendLimit = positive("monthlyLimit", fields(input, '{"monthlyLimit": 1}')["monthlyLimit"]);
        return { monthlyLimit: this.#spendLimit };
      },
      "opt-out-number": async (input) => {
        const { number: given } = fields(input, '{"number": "+447700900123"}');
        const number = checked("number", given, isNumber, "a number such as +447700900123");
        this.#optedOut.add(number);
        return { number };
      },
      "sms-statistics": this.#statistics.command(() => this.#rates()),
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
    const passes = this.#buckets.get(identity)?.take(parts, this.clock().getTime()) ?? true;
    this.#statistics.count(passes ? "accepted" : "throttled", parts);
    if (!passes) throw new AwsError(400, "ThrottlingException", "Rate exceeded");
    this.#spent.set(month, spent);
  }

  /** Nothing is held back or counted: as after a fresh start. */
  reset(): void {
    this.#optedOut.clear();
    this.#buckets.clear();
    this.#spent.clear();
    this.#spendLimit = Number.POSITIVE_INFINITY;
    this.#statistics.reset();
  }

  #rates() {
    return { partsPerSecond: Object.fromEntries([...this.#buckets].map(([identity, { rate }]) => [identity, rate])) };
  }
}
