import type { Cloud } from "../service";
import { Buffers, type Clock } from "./buffers";
import { mapSome } from "./concurrency";
import { TableSchema } from "./conversion";
import { type Delivered, Delivery } from "./deliver";
import { KinesisSources } from "./kinesis-sources";
import { ParquetWriter } from "./parquet";
import { Roles } from "./role";
import { type DeliveryStream, findStream, type Place, type StreamRecord, streamKey } from "./stream";

/** What a flush did for one stream. */
export interface Flushed extends Delivered {
  readonly stream: string;
}

const HOUR_MS = 3_600_000;

/** Buffers records and delivers them: when a buffer is due, or on command. */
export class Flusher {
  private readonly parquet = new ParquetWriter();
  private readonly sources: KinesisSources;
  private readonly buffers: Buffers;
  /** The last delivery of each stream: they follow one another. */
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    private readonly cloud: Cloud,
    private readonly clock: Clock,
  ) {
    this.sources = new KinesisSources(cloud);
    this.buffers = new Buffers(clock, (place, name) => this.start(place, name));
  }

  /** Buffers records that were checked. */
  add(stream: DeliveryStream, records: readonly StreamRecord[]): void {
    this.buffers.add(stream, stream.name, records, stream.destination);
  }

  /** Delivers what a stream has buffered, or what its source has got, after deliveries of it that are under way. */
  flush(place: Place, name: string): Promise<Flushed> {
    const key = streamKey(place, name);
    const before = this.running.get(key) ?? Promise.resolve();
    const flushed = before.then(
      () => this.deliver(place, name),
      () => this.deliver(place, name),
    );
    this.running.set(key, flushed);
    return flushed;
  }

  /** Forgets the buffer of a stream that is no more. */
  drop(place: Place, name: string): void {
    this.sources.forget(place, name);
    const { length } = this.buffers.take(place, name);
    if (length > 0) this.cloud.reportLoss(`firehose: ${length} buffered records of the deleted stream ${name}`);
  }

  /** Resolves when the deliveries that are under way have ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  reset(): void {
    this.buffers.clear();
    this.sources.clear();
  }

  private start(place: Place, name: string): void {
    this.flush(place, name).catch((error: unknown) => {
      this.cloud.reportLoss(`firehose: records of stream ${name}: ${error instanceof Error ? error.stack : error}`);
    });
  }

  private async deliver(place: Place, name: string): Promise<Flushed> {
    const stream = await findStream(this.cloud, place, name);
    const records = stream.source ? await this.sources.read(stream, stream.source) : this.buffers.take(place, name);
    const roles = new Roles(this.cloud, stream);
    const { conversion } = stream.destination;
    const flush = {
      cloud: this.cloud,
      stream,
      roles,
      ...(conversion && { schema: new TableSchema(roles, conversion) }),
      parquet: this.parquet,
      now: () => this.clock.now(),
    };
    const parts = await mapSome(byHour(records), (hour) => new Delivery(flush, hour).run());
    const total = (count: (part: Delivered) => number): number => parts.reduce((sum, part) => sum + count(part), 0);
    return {
      stream: name,
      records: total((part) => part.records),
      dropped: total((part) => part.dropped),
      failed: total((part) => part.failed),
      lost: total((part) => part.lost),
      objects: parts.flatMap(({ objects }) => objects),
    };
  }
}

/** Records by their hour of arrival in UTC, the earliest first: the prefix of an object has one hour. */
function byHour(records: readonly StreamRecord[]): StreamRecord[][] {
  const hours = new Map<number, StreamRecord[]>();
  for (const record of records) {
    const hour = Math.floor(record.arrivedAt / HOUR_MS);
    const known = hours.get(hour);
    if (known) known.push(record);
    else hours.set(hour, [record]);
  }
  return [...hours].sort(([one], [other]) => one - other).map(([, group]) => group);
}
