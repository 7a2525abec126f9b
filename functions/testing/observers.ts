import type { Observers } from "../shared/observers";

/** Observers that keep what they are told. */
export class RecordingObservers implements Observers {
  /** Totals by metric, and by `metric/reason` where a reason was given. */
  readonly counts: Record<string, number> = {};
  /** Measured values by metric. */
  readonly values: Record<string, number[]> = {};
  /** Log lines: level, message and fields. */
  readonly lines: (readonly [level: string, message: string, fields: Record<string, unknown>])[] = [];

  readonly metrics = {
    count: (metric: string, by = 1, reason?: string) => {
      for (const name of reason === undefined ? [metric] : [metric, `${metric}/${reason}`]) {
        this.counts[name] = (this.counts[name] ?? 0) + by;
      }
    },
    measure: (metric: string, value: number) => {
      this.values[metric] = [...(this.values[metric] ?? []), value];
    },
    publish: () => undefined,
  };

  readonly logger = {
    debug: this.#log("debug"),
    info: this.#log("info"),
    warn: this.#log("warn"),
    error: this.#log("error"),
  };

  #log(level: string) {
    return (message: unknown, ...extra: unknown[]) => {
      this.lines.push([level, String(message), (extra[0] ?? {}) as Record<string, unknown>]);
    };
  }
}
