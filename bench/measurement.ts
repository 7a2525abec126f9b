/** What a figure should be. */
export interface Goal {
  /** E.g. `at most 2 times`. */
  readonly text: string;
  readonly holds: boolean;
}

/** One row of a table. */
export interface Figure {
  /** What was measured. */
  readonly name: string;
  /** The figure with its unit. */
  readonly measured: string;
  /** What it is compared with, measured in the same run or a limit, with its unit. */
  readonly beside?: string;
  /** `measured` divided by `beside`. */
  readonly ratio?: number;
  /** Absent where the figure is there to be watched. */
  readonly goal?: Goal;
}

/** What one part of the benchmark found. */
export interface Measurement {
  readonly title: string;
  /** How it was measured and what stands beside it: one paragraph of Markdown. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

/** E.g. `1.23 s` or `45.6 ms`: three digits. */
export function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${threeDigits(milliseconds)} ms` : `${threeDigits(milliseconds / 1_000)} s`;
}

/** E.g. `549.0 kB` (1 kB is 1000 bytes). */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

/** E.g. `12.3 MB` (1 MB is 1,000,000 bytes): three digits. */
export function megabytes(bytes: number): string {
  return `${threeDigits(bytes / 1_000_000)} MB`;
}

/** E.g. `31,400 events/s`: three digits. */
export function eventsPerSecond(rate: number): string {
  return `${threeDigits(rate)} events/s`;
}

function threeDigits(value: number): string {
  return value.toLocaleString("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}

/** E.g. `97.5 %`, of a part of 1. */
export function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
