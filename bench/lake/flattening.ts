import { duration, type Measurement } from "../measurement";
import { rateFigures } from "../rates";
import { runProcess } from "../run-node";
import { ENVIRONMENT } from "./flatteners";

/** What `processes/flattening.ts` sends. */
interface Report {
  readonly events: number;
  /** Milliseconds of each round for so many events. */
  readonly times: Readonly<Record<"parse" | "rows" | "batches", readonly number[]>>;
  /** Milliseconds that 99 % of the events do not exceed. */
  readonly p99: number;
}

const MIN_RATE = 25_000;
const MAX_P99_MS = 1;

/** Measures how fast events become rows, beside the parsing that cannot be avoided. */
export async function measureFlattening(): Promise<Measurement> {
  const { events, times, p99 } = await runProcess<Report>("flattening", { env: ENVIRONMENT });
  const figure = rateFigures(events, times.parse, MIN_RATE);
  return {
    title: "Event lake: flattening",
    how:
      "Events of a generated month (`sandbox/month`), 1.1 kB each, three fifths Pinpoint, the rest SES and End User " +
      "Messaging; beside `JSON.parse` of the same texts. Rates are per second of processor time, all threads of the " +
      "process together: a core that does nothing else. Rows are text as Firehose gets it, with their key and the " +
      "record itself in `raw`; the handlers are the bundles, which take and give batches of 500 in base64. The time of " +
      "one event has the garbage collector's pauses in it.",
    figures: [
      figure("events to rows", times.rows),
      figure("handlers", times.batches),
      {
        name: "one event, 99th percentile",
        measured: duration(p99),
        goal: { text: `at most ${duration(MAX_P99_MS)}`, holds: p99 <= MAX_P99_MS },
      },
    ],
  };
}
