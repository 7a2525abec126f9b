import { environmentOf } from "./environments";
import type { Measurement } from "./measurement";
import { rateFigures } from "./rates";
import { runProcess } from "./run-node";

/** What `processes/feedback-core.ts` sends: milliseconds per round for so many records. */
interface Report {
  readonly records: number;
  readonly times: Readonly<Record<"parse" | "core" | "batches", readonly number[]>>;
}

const MIN_RATE = 20_000;

/** Measures how many SES events a second the feedback core takes, beside the parsing that it cannot avoid. */
export async function measureFeedbackCore(): Promise<Measurement> {
  const { records, times } = await runProcess<Report>("feedback-core", {
    env: environmentOf("ses-feedback-processor"),
  });
  const figure = rateFigures(records, times.parse, MIN_RATE);
  return {
    title: "SES event processing",
    how:
      "Six kinds of SES events (bounces, complaints, one of six a delivery, which is ignored), half of them in SNS " +
      "envelopes, each with ids and a recipient of its own; beside `JSON.parse` of the same texts. Per second of " +
      "processor time, all threads of the process together: a core that does nothing else. The core unwraps, parses, " +
      "decides and acts on stores in memory, observed by nobody; the handler adds batches of 10, Powertools' log line " +
      "for each record at INFO and its metrics for each batch, written to nowhere.",
    figures: [figure("core", times.core), figure("handler without AWS", times.batches)],
  };
}
