import type { Source } from "../../modules/shared/event-lake/columns";
import { duration, type Measurement, megabytes } from "../measurement";
import { runProcess } from "../run-node";
import { sum } from "../statistics";
import { ENVIRONMENT } from "./flatteners";
import type { Layout } from "./month";
import type { Held } from "./objects";

/** What `processes/lake-month.ts` sends. */
export interface MonthReport {
  readonly each: readonly {
    readonly source: Source;
    /** Records that the source's function was given, duplicates included. */
    readonly delivered: number;
    /** Objects that Firehose would have written. */
    readonly objects: Readonly<Record<Layout, number>>;
  }[];
  /** Bytes of memory at most, after a tenth of the events and at the end. */
  readonly earlyPeak: number;
  readonly peak: number;
  /** Milliseconds of processor time. */
  readonly time: number;
}

/** Different events of the month; duplicates come on top. */
const EVENTS = 1_000_000;

/** What Node.js may keep, in megabytes: a quarter of the functions' memory. */
const HEAP_MB = 128;
const TIMEOUT_MS = 600_000;
const MAX_GROWTH = 1.25;

/** Sends the month through the functions as they are deployed; files of records and rows are in `folder` then. */
export function runMonth(folder: string): Promise<MonthReport> {
  return runProcess("lake-month", {
    env: ENVIRONMENT,
    args: [folder, String(EVENTS)],
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    timeoutMs: TIMEOUT_MS,
  });
}

/** Whether what went into the functions came out, and what that took; `held` is what the rows' files held. */
export function measureDelivery({ each, earlyPeak, peak, time }: MonthReport, held: readonly Held[]): Measurement {
  const delivered = sum(each.map((one) => one.delivered));
  const rows = sum(held.map((one) => one.rows));
  const keys = sum(held.map((one) => one.keys));
  const count = (name: string, measured: number, beside: number) => ({
    name,
    measured: measured.toLocaleString("en-US"),
    beside: beside.toLocaleString("en-US"),
    ratio: measured / beside,
    goal: { text: `exactly ${beside.toLocaleString("en-US")}`, holds: measured === beside },
  });
  const growth = peak / earlyPeak;
  return {
    title: "Event lake: a million events",
    how:
      `${EVENTS.toLocaleString("en-US")} different events of 30 days and the duplicates of delivery at least once, in ` +
      "batches of 1 MB through the three functions as they are bundled, to files of rows. A row for each record, and " +
      "as many keys as different events: none is lost and none is doubled, and queries can tell duplicates. The " +
      `process, generator and all, has a heap of ${HEAP_MB} MB; its memory at the end stands beside that after a tenth ` +
      "of the events.",
    figures: [
      count("rows, beside records delivered", rows, delivered),
      count("different keys, beside different events", keys, EVENTS),
      {
        name: "memory at most",
        measured: megabytes(peak),
        beside: megabytes(earlyPeak),
        ratio: growth,
        goal: { text: `at most ${MAX_GROWTH} times`, holds: growth <= MAX_GROWTH },
      },
      { name: "processor time", measured: duration(time) },
    ],
  };
}
