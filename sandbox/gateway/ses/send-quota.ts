import { fields, positive } from "../command-input";
import { SendStatistics } from "../send-statistics";
import type { Command } from "../service";
import { TokenBucket } from "../token-bucket";
import type { Address } from "./address";
import { isSimulator } from "./outcomes";
import { overQuota, type RefusedSend } from "./refusals";

/** Commands about what the account may send. */
export type QuotaCommand = "set-send-quota" | "send-statistics";

const DAY_SECONDS = 86_400;

/** What an account may send to when it has left the SES sandbox; it is told, but refuses nothing until a command sets it. */
const FIRST = { maxSendRate: 14, max24HourSend: 50_000 };

/**
 * The sending quotas: recipients per second and in 24 hours, one for all accounts and Regions. Mail to the mailbox
 * simulator counts for the first only. https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
 */
export class SendQuota {
  #limits = FIRST;
  #bucket: TokenBucket | undefined;
  /** Recipients by second, and their sum. */
  readonly #day = new Map<number, number>();
  #sentInDay = 0;
  readonly #statistics: SendStatistics;

  constructor(private readonly clock: () => Date) {
    this.#statistics = new SendStatistics(clock);
  }

  /** `set-send-quota {maxSendRate?, max24HourSend?}`, `send-statistics {seconds?}`: in recipients. */
  get commands(): Readonly<Record<QuotaCommand, Command>> {
    return {
      "set-send-quota": async (input) => {
        const { maxSendRate, max24HourSend } = { ...this.#limits, ...fields(input, JSON.stringify(FIRST)) };
        this.#limits = {
          maxSendRate: positive("maxSendRate", maxSendRate),
          max24HourSend: positive("max24HourSend", max24HourSend),
        };
        this.#bucket = new TokenBucket(this.#limits.maxSendRate, this.clock().getTime());
        return this.#limits;
      },
      "send-statistics": this.#statistics.command(() => this.#limits),
    };
  }

  /** As GetAccount tells it. */
  get told(): Readonly<Record<"Max24HourSend" | "MaxSendRate" | "SentLast24Hours", number>> {
    const { max24HourSend: Max24HourSend, maxSendRate: MaxSendRate } = this.#limits;
    return { Max24HourSend, MaxSendRate, SentLast24Hours: this.#sentToday() };
  }

  /** Counts a message in. @throws RefusedSend when the quota has no room for it now */
  take(recipients: readonly Address[]): void {
    const real = recipients.filter((address) => !isSimulator(address)).length;
    const now = this.clock().getTime();
    const refusal = this.#refusal(recipients.length, real, now);
    this.#statistics.count(refusal ? "throttled" : "accepted", recipients.length);
    if (refusal) throw refusal;
    const second = Math.floor(now / 1_000);
    this.#day.set(second, (this.#day.get(second) ?? 0) + real);
    this.#sentInDay += real;
  }

  /** Nothing is refused or counted: as after a fresh start. */
  reset(): void {
    this.#limits = FIRST;
    this.#bucket = undefined;
    this.#day.clear();
    this.#sentInDay = 0;
    this.#statistics.reset();
  }

  /** The day's quota is asked first: what it refuses takes nothing from the second's. */
  #refusal(recipients: number, real: number, now: number): RefusedSend | undefined {
    if (!this.#bucket) return undefined;
    if (real > 0 && this.#sentToday() + real > this.#limits.max24HourSend) return overQuota("day");
    return this.#bucket.take(recipients, now) ? undefined : overQuota("second");
  }

  #sentToday(): number {
    const from = Math.floor(this.clock().getTime() / 1_000) - DAY_SECONDS;
    for (const [second, recipients] of this.#day) {
      if (second > from) break;
      this.#day.delete(second);
      this.#sentInDay -= recipients;
    }
    return this.#sentInDay;
  }
}
