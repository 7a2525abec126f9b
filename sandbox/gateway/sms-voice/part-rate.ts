import { checked, fields, limit } from "../command-input";
import { SendStatistics } from "../send-statistics";
import { AwsError, type Command } from "../service";
import { TokenBucket } from "../token-bucket";

/** Commands about how fast messages may go out. */
export type RateCommand = "set-sms-rate" | "sms-statistics";

/**
 * Message parts per second (MPS) that each origination identity may send, one for all accounts and Regions. Nothing is
 * refused until a command sets a rate. https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html
 */
export class PartRate {
  readonly #rates = new Map<string, number>();
  /** Of every identity without a rate of its own; each has all of it. */
  #default: number | undefined;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #statistics: SendStatistics;

  constructor(private readonly clock: () => Date) {
    this.#statistics = new SendStatistics(clock);
  }

  /** `set-sms-rate {originationIdentity?, partsPerSecond}`, null for none; `sms-statistics {seconds?}`, in parts. */
  get commands(): Readonly<Record<RateCommand, Command>> {
    return {
      "set-sms-rate": async (input) => {
        const { originationIdentity: identity, partsPerSecond } = fields(input, '{"partsPerSecond": 20}');
        const rate = limit("partsPerSecond", partsPerSecond);
        if (identity === undefined) this.#default = rate;
        else this.#set(checked("originationIdentity", identity, Boolean, "a number, sender id, pool or ARN"), rate);
        return this.#told();
      },
      "sms-statistics": this.#statistics.command(() => this.#told()),
    };
  }

  /**
   * Counts a message's parts in.
   * @param identity as the call gives it
   * @throws AwsError ThrottlingException when the identity's rate has no room for them now
   */
  take(identity: string, parts: number): void {
    const accepted = this.#bucketOf(identity)?.take(parts, this.clock().getTime()) ?? true;
    this.#statistics.count(accepted ? "accepted" : "throttled", parts);
    if (!accepted) throw new AwsError(400, "ThrottlingException", "Rate exceeded");
  }

  /** Nothing is refused or counted: as after a fresh start. */
  reset(): void {
    this.#rates.clear();
    this.#default = undefined;
    this.#buckets.clear();
    this.#statistics.reset();
  }

  #set(identity: string, rate: number | undefined): void {
    if (rate === undefined) this.#rates.delete(identity);
    else this.#rates.set(identity, rate);
  }

  /** The bucket of the rate that counts now: a changed rate starts with a full one. */
  #bucketOf(identity: string): TokenBucket | undefined {
    const rate = this.#rates.get(identity) ?? this.#default;
    if (rate === undefined) return undefined;
    const known = this.#buckets.get(identity);
    if (known?.rate === rate) return known;
    const fresh = new TokenBucket(rate, this.clock().getTime());
    this.#buckets.set(identity, fresh);
    return fresh;
  }

  /** Rates by identity; `default` is that of the others. */
  #told(): object {
    return { partsPerSecond: { ...(this.#default && { default: this.#default }), ...Object.fromEntries(this.#rates) } };
  }
}
