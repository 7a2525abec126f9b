import { environmentOf } from "./environments";
import type { Measurement } from "./measurement";
import { rateFigures } from "./rates";
import { runProcess } from "./run-node";

/** What `processes/reply-decisions.ts` sends: milliseconds per round for so many mails. */
interface Report {
  readonly mails: number;
  readonly answered: number;
  readonly times: Readonly<Record<"parse" | "decide", readonly number[]>>;
}

const MIN_RATE = 5_000;

/** Measures how many mails a second the auto reply decides upon, beside the parsing of their headers. */
export async function measureReplyDecisions(): Promise<Measurement> {
  const { mails, answered, times } = await runProcess<Report>("reply-decisions", {
    env: environmentOf("ses-auto-reply"),
  });
  return {
    title: "SES auto-reply",
    how:
      `Events of ${mails} generated mails, half of them personal, half with a sign against a reply: ${answered} get ` +
      "one. From the event's text to the decision, with the schema's check, beside `JSON.parse`, an index of the " +
      "headers and the author's address of the same mails. Per second of processor time, all threads of the process " +
      "together: a core that does nothing else.",
    figures: [rateFigures(mails, times.parse, MIN_RATE)("decisions", times.decide)],
  };
}
