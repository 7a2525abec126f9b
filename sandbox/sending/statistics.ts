/** What SES accepted and throttled in one second. */
export interface Second {
  /** Epoch seconds. */
  readonly second: number;
  /** Recipients of accepted mail: what the quota counts. */
  readonly accepted: number;
  /** Recipients of mail that the quota refused. */
  readonly throttled: number;
}

/** What SES did of late, as the command `send-statistics` tells it. */
export interface SendStatistics {
  /** Recipients per second that the account may send to. */
  readonly maxSendRate: number;
  /** Seconds in which something was sent, in order. */
  readonly seconds: readonly Second[];
}

/** Sums over seconds, and what they say of the quota. */
export interface Summary {
  readonly accepted: number;
  readonly throttled: number;
  /** Share of the quota that was used, of the whole seconds between the first mail's and the last's; undefined without. */
  readonly usedShare: number | undefined;
  /** Share of what was tried that the quota refused; undefined when nothing was tried. */
  readonly throttledShare: number | undefined;
}

/** Sums up the seconds. The first and the last are rarely whole ones, so they say nothing of the used share. */
export function summaryOf({ maxSendRate, seconds }: SendStatistics): Summary {
  const accepted = sum(seconds.map((each) => each.accepted));
  const throttled = sum(seconds.map((each) => each.throttled));
  const [first = 0, last = 0] = [seconds[0]?.second, seconds.at(-1)?.second];
  const whole = seconds.filter(({ second }) => second > first && second < last);
  const quota = (last - first - 1) * maxSendRate;
  return {
    accepted,
    throttled,
    usedShare: quota > 0 ? sum(whole.map((each) => each.accepted)) / quota : undefined,
    throttledShare: accepted + throttled > 0 ? throttled / (accepted + throttled) : undefined,
  };
}

/** The last seconds up to now, one entry each, empty ones too. */
export function lastSeconds({ seconds }: SendStatistics, now: number, count: number): readonly Second[] {
  const known = new Map(seconds.map((each) => [each.second, each]));
  return Array.from({ length: count }, (_, index) => {
    const second = Math.floor(now / 1_000) - count + 1 + index;
    return known.get(second) ?? { second, accepted: 0, throttled: 0 };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
