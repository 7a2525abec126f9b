import { appendFileSync, closeSync, openSync } from "node:fs";
import type { FirehoseTransformationEventRecord } from "aws-lambda";
import { SOURCES, type Source } from "../../modules/shared/event-lake/columns";
import { generateMonth } from "../../sandbox/month";
import { BUFFER_SECONDS, ObjectCount } from "../lake/buffers";
import type { MonthReport } from "../lake/delivery";
import { builtFlatteners, type Flattener, firehoseRecord, flattened } from "../lake/flatteners";
import { type Layout, MONTH, monthFile } from "../lake/month";
import { processorTime } from "../processor-time";

/** Bytes of base64 that are handed over at once; the modules' `BufferSizeInMBs` is 1. */
const BATCH_BYTES = 1_000_000;

/** One source's stream: its records go through its function, and to files as they came and as rows. */
class Stream {
  delivered = 0;
  readonly objects: Readonly<Record<Layout, ObjectCount>>;
  private readonly files: Readonly<Record<Layout, number>>;
  private records: FirehoseTransformationEventRecord[] = [];
  private texts: string[] = [];
  private bytes = 0;

  constructor(
    folder: string,
    source: Source,
    private readonly flattener: Flattener,
  ) {
    const open = (layout: Layout) => openSync(monthFile(folder, layout, source), "w");
    const count = (layout: Layout) => new ObjectCount(BUFFER_SECONDS[layout][source]);
    this.files = { original: open("original"), ours: open("ours") };
    this.objects = { original: count("original"), ours: count("ours") };
  }

  async add(text: string, arrivedAt: number): Promise<void> {
    const record = firehoseRecord(text, arrivedAt, this.records.length);
    this.records.push(record);
    this.texts.push(`${text}\n`);
    this.bytes += record.data.length;
    this.delivered++;
    for (const objects of Object.values(this.objects)) objects.add(arrivedAt);
    if (this.bytes >= BATCH_BYTES) await this.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    for (const file of Object.values(this.files)) closeSync(file);
  }

  private async flush(): Promise<void> {
    this.write("ours", await flattened(this.flattener, this.records));
    this.write("original", this.texts);
    this.records = [];
    this.texts = [];
    this.bytes = 0;
  }

  private write(layout: Layout, lines: readonly string[]): void {
    const timed = lines.map(
      (line, index) => `{"arrived_at":${this.records[index]?.approximateArrivalTimestamp},${line.slice(1)}`,
    );
    appendFileSync(this.files[layout], timed.join(""));
  }
}

/** Bytes of memory that this process took at most so far. */
const peak = () => process.resourceUsage().maxRSS * 1_024;

async function main([folder = "", count = ""]: readonly string[]): Promise<void> {
  const events = Number(count);
  const flatteners = builtFlatteners();
  const stream = (source: Source) => new Stream(folder, source, flatteners[source]);
  const streams = { pinpoint: stream("pinpoint"), ses: stream("ses"), eum: stream("eum") };
  let [seen, earlyPeak] = [0, 0];
  for (const { source, arrivedAt, text } of generateMonth({ ...MONTH, events })) {
    await streams[source].add(text, arrivedAt);
    if (++seen === Math.floor(events / 10)) earlyPeak = peak();
  }
  for (const source of SOURCES) await streams[source].close();
  const each = SOURCES.map((source) => {
    const { delivered, objects } = streams[source];
    return { source, delivered, objects: { original: objects.original.count, ours: objects.ours.count } };
  });
  const report: MonthReport = { each, earlyPeak, peak: peak(), time: processorTime() };
  process.send?.(report);
}

void main(process.argv.slice(2));
