import type { Source } from "../../modules/shared/event-lake/columns";

/** Seconds that each stream's Firehose collects records for: ours (the modules' default), and the original's templates. */
export const BUFFER_SECONDS = {
  ours: { pinpoint: 900, ses: 900, eum: 900 },
  original: { pinpoint: 300, ses: 60, eum: 60 },
} as const satisfies Record<string, Readonly<Record<Source, number>>>;

/** Counts the objects that Firehose writes of a stream whose records come in time order and never fill a buffer. */
export class ObjectCount {
  /** Objects so far. */
  count = 0;
  private closesAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly seconds: number) {}

  /** A record that arrives at a time, epoch milliseconds: a buffer opens with its first one. */
  add(arrivedAt: number): void {
    if (arrivedAt < this.closesAt) return;
    this.count++;
    this.closesAt = arrivedAt + this.seconds * 1_000;
  }
}
