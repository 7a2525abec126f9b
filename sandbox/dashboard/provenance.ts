import type { Source } from "../../modules/shared/event-lake/columns";
import { quoted } from "../../modules/shared/event-lake/view";
import type { Row } from "../athena";
import { formatted } from "./format";
import { type Html, html } from "./html";

const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  pinpoint: "the Pinpoint event stream",
  ses: "SES",
  eum: "End User Messaging",
};

/** How many events each source has, and how many of them say of themselves that they were generated. */
export const provenanceSql = (events: string, since: string): string => `SELECT
  source,
  count(DISTINCT event_key) AS events,
  count(DISTINCT CASE WHEN element_at(attributes, 'generated') = 'true' THEN event_key END) AS generated
FROM ${events}
WHERE datehour >= ${quoted(since)}
GROUP BY source
ORDER BY source`;

/** Where the numbers come from, in sentences. */
export function provenance(rows: readonly Row[]): Html {
  const sum = (name: string): number => rows.reduce((total, row) => total + Number(row[name]), 0);
  const [all, generated] = [sum("events"), sum("generated")];
  const sources = rows.map(
    ({ source, events }) => `${formatted(Number(events), "count")} of ${SOURCE_NAMES[source as Source] ?? source}`,
  );
  return html`<p><b>${formatted(all, "count")} events</b>: ${sources.join(", ")}. ${origin(all, generated)}</p>`;
}

function origin(all: number, generated: number): Html | string {
  if (generated === 0) return "";
  const label = html`<span class="generated">Generated</span>`;
  const mark = html`they carry the attribute <code>generated=true</code>`;
  if (generated === all) return html`${label} All of them were made up to show a full period; ${mark}.`;
  const real = formatted(all - generated, "count");
  return html`${label} ${formatted(generated, "count")} of them were made up to fill the period; ${mark}. The other ${real} were caused by messages sent in this local cloud.`;
}
