import { flattenText } from "../../functions/flatten-text";
import { SOURCES } from "../../modules/shared/event-lake/columns";
import { type GeneratedEvent, generateMonth } from "../../sandbox/month";
import { interleave } from "../interleave";
import { builtFlatteners, firehoseRecord, flattened } from "../lake/flatteners";
import { MONTH } from "../lake/month";
import { processorTime } from "../processor-time";
import { percentile } from "../statistics";

const EVENTS = 20_000;
const BATCH_SIZE = 500;

/** Makes rows of every event. */
function rows(events: readonly GeneratedEvent[]): void {
  for (const { source, text, arrivedAt } of events) flattenText(source, text, { arrivedMs: arrivedAt });
}

/** The same as the functions get it: batches in base64. */
function batches(events: readonly GeneratedEvent[]): () => Promise<void> {
  const flatteners = builtFlatteners();
  const all = SOURCES.flatMap((source) => {
    const records = events
      .filter((event) => event.source === source)
      .map(({ text, arrivedAt }, index) => firehoseRecord(text, arrivedAt, index));
    const starts = records.map((_, index) => index).filter((index) => index % BATCH_SIZE === 0);
    return starts.map((start) => ({ source, records: records.slice(start, start + BATCH_SIZE) }));
  });
  return async () => {
    for (const { source, records } of all) await flattened(flatteners[source], records);
  };
}

/** Milliseconds of processor time that each event takes, the pauses of the garbage collector included. */
function eachTime(events: readonly GeneratedEvent[]): number[] {
  return events.map((event) => {
    const started = processorTime();
    rows([event]);
    return processorTime() - started;
  });
}

async function main(): Promise<void> {
  const events = [...generateMonth({ ...MONTH, events: EVENTS })];
  const tasks = {
    parse: () => events.forEach(({ text }) => void JSON.parse(text)),
    rows: () => rows(events),
    batches: batches(events),
  };
  const times = await interleave({ rounds: 9, warmUps: 3, tasks, clock: processorTime });
  process.send?.({ events: events.length, times, p99: percentile(eachTime(events), 99) });
}

void main();
