import type { LimiterObserver } from "../shared/limiter/limiter";
import { maskAddresses } from "../shared/masking";
import type { Observers } from "../shared/observers";
import type { ChannelName } from "./message";

/** Rates as they are configured, per second. */
export interface ConfiguredRates {
  readonly channel: ChannelName;
  /** Absent: SES is asked. */
  readonly ses?: number | undefined;
  /** By origination identity; `default` is for those that are not named. */
  readonly sms: Readonly<Record<string, number>>;
  readonly pinpoint: number;
}

/** What is reckoned with until SES has told its quota: that of most accounts that left its sandbox. */
const PLANNED_RATE = 14;
/** What a long code may send: https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html */
const LONG_CODE_RATE = 1;

/** The quotas of a lane's limiters; hears the limiters, and makes metrics of what it hears. */
export class LaneRates implements LimiterObserver {
  #lastQuota = PLANNED_RATE;

  /** @param accountRate asks SES for the account's quota */
  constructor(
    private readonly rates: ConfiguredRates,
    private readonly accountRate: () => Promise<number>,
    private readonly observers: Observers,
  ) {}

  /** The quota of a key, for its limiter. */
  readonly quota = async (key: string): Promise<number> => this.#configured(key) ?? this.accountRate();

  /** The quota of a key as far as it is known. */
  readonly known = (key: string): number => this.#configured(key) ?? this.#lastQuota;

  leased(rate: number, quota: number): void {
    this.#lastQuota = quota;
    this.observers.metrics.count("LeaseCalls");
    this.observers.metrics.measure("EffectiveRate", rate);
    this.observers.metrics.measure("QuotaRate", quota);
  }

  waited(milliseconds: number): void {
    this.observers.metrics.measure("LimiterWaitMs", milliseconds);
  }

  degraded(error: Error): void {
    this.observers.metrics.count("LimiterDegraded");
    this.#warn("The limiter's table cannot be used", error);
  }

  quotaUnknown(error: Error): void {
    this.#warn("The account's quota cannot be read", error);
  }

  #warn(text: string, { name, message }: Error): void {
    this.observers.logger.warn(`${text}: ${maskAddresses(message)}`, { channel: this.rates.channel, error_name: name });
  }

  #configured(key: string): number | undefined {
    const { channel, ses, sms, pinpoint } = this.rates;
    if (channel === "ses") return ses;
    if (channel === "pinpoint") return pinpoint;
    return sms[key.replace(/^sms#/, "")] ?? sms["default"] ?? LONG_CODE_RATE;
  }
}
