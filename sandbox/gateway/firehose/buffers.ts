import { type Place, type StreamRecord, streamKey } from "./stream";

/** What the buffers know about time; tests bring their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs something later, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's clock; what waits does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** When a buffer is due. */
export interface Hints {
  readonly bufferBytes: number;
  readonly bufferMs: number;
}

interface Buffered {
  readonly place: Place;
  readonly name: string;
  records: StreamRecord[];
  bytes: number;
  cancel?: () => void;
}

/** The records of all streams that wait for their delivery. */
export class Buffers {
  private readonly streams = new Map<string, Buffered>();

  /** @param due called when a stream's buffer is full or old enough */
  constructor(
    private readonly clock: Clock,
    private readonly due: (place: Place, name: string) => void,
  ) {}

  /** Buffers records; the first one starts the interval. */
  add(place: Place, name: string, records: readonly StreamRecord[], { bufferBytes, bufferMs }: Hints): void {
    const key = streamKey(place, name);
    const buffered: Buffered = this.streams.get(key) ?? { place, name, records: [], bytes: 0 };
    this.streams.set(key, buffered);
    buffered.cancel ??= this.clock.after(bufferMs, () => this.due(place, name));
    for (const record of records) buffered.records.push(record);
    buffered.bytes += records.reduce((sum, { data }) => sum + data.length, 0);
    if (buffered.bytes >= bufferBytes) this.due(place, name);
  }

  /** Empties a stream's buffer. @returns what was in it, in the order of arrival */
  take(place: Place, name: string): readonly StreamRecord[] {
    const key = streamKey(place, name);
    const buffered = this.streams.get(key);
    buffered?.cancel?.();
    this.streams.delete(key);
    return buffered?.records ?? [];
  }

  /** Forgets everything. */
  clear(): void {
    for (const { cancel } of this.streams.values()) cancel?.();
    this.streams.clear();
  }
}
