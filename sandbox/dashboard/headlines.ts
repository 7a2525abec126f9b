import type { Measure } from "../../modules/events-dashboard/chart";
import { MAIL, MAIL_EVENTS, MESSAGES } from "../../modules/events-dashboard/measures";
import type { Row } from "../athena";
import { axisLabel, formatted, named } from "./format";
import { type Html, html } from "./html";
import { dimensionOf, numberOf, type Result } from "./results";

/** Fewer mails than this make no campaign the best and no domain the worst. */
const ENOUGH = 10;

/** What the charts say, in sentences; a sentence whose numbers are missing is left out. */
export function headlines(results: readonly Result[]): readonly Html[] {
  const of = (id: string): Result | undefined => results.find(({ chart }) => chart.id === id);
  return [
    best(of("campaigns")),
    ...overLimit(of("campaigns")),
    worst(of("destinations"), "bounces", MAIL_EVENTS.hardBouncedShare, "bounced hard"),
    worst(of("destinations"), "waits", MAIL_EVENTS.delayedShare, "were delayed"),
    texts(of("sms-by-country")),
  ].filter((sentence) => sentence !== undefined);
}

/** By clicks: opens are inflated by mail providers' privacy proxies. */
function best(campaigns: Result | undefined): Html | undefined {
  const named = rowsOf(campaigns, MAIL.sent).filter((row) => row["pinpoint_campaign_id"]);
  const row = largest(named, MAIL.clicked) ?? largest(named, MAIL.opened);
  if (!campaigns || !row) return undefined;
  return html`Best: <b>${nameOf(campaigns, row)}</b>, ${written(row, MAIL.opened)} opened and ${written(row, MAIL.clicked)} clicked, of ${written(row, MAIL.sent)} mails sent.`;
}

function overLimit(campaigns: Result | undefined): readonly Html[] {
  const sentence = (measure: Measure & Required<Pick<Measure, "limit">>, what: string): Html | undefined => {
    const row = largest(rowsOf(campaigns, MAIL.sent), measure);
    const rate = row && numberOf(row, measure);
    if (!campaigns || rate === undefined || rate <= measure.limit.value) return undefined;
    const limit = axisLabel(measure.limit.value, measure.format);
    return html`Above the limit: <b>${nameOf(campaigns, row as Row)}</b>, ${formatted(rate, measure.format)} ${what}, where ${limit} is too much.`;
  };
  return [sentence(MAIL.hardBounced, "bounced hard"), sentence(MAIL.complained, "complained")].filter(
    (line) => line !== undefined,
  );
}

/** The domain with the largest share; `does` and `fared` are the words of the sentence. */
function worst(destinations: Result | undefined, does: string, share: Measure, fared: string): Html | undefined {
  const { sent } = MAIL_EVENTS;
  const row = largest(rowsOf(destinations, sent), share);
  if (!destinations || !row) return undefined;
  return html`Mail ${does} most at <b>${nameOf(destinations, row)}</b>: ${written(row, share)} of ${written(row, sent)} mails ${fared}.`;
}

function texts(countries: Result | undefined): Html | undefined {
  const row = countries && largest(countries.rows, MESSAGES.cost);
  if (!countries || !row) return undefined;
  const sum = (measure: Measure): number =>
    countries.rows.reduce((total, each) => total + (numberOf(each, measure) ?? 0), 0);
  const all = formatted(sum(MESSAGES.cost), "usd");
  return html`SMS cost <b>${all}</b> for ${formatted(sum(MESSAGES.count), "count")} messages, most of it in ${nameOf(countries, row)} (${written(row, MESSAGES.cost)}).`;
}

const rowsOf = (result: Result | undefined, sent: Measure): readonly Row[] =>
  result?.rows.filter((row) => (numberOf(row, sent) ?? 0) >= ENOUGH) ?? [];

/** The row with the largest number above zero. */
function largest(rows: readonly Row[], measure: Measure): Row | undefined {
  const number = (row: Row): number => numberOf(row, measure) ?? 0;
  return [...rows].sort((a, b) => number(b) - number(a)).find((row) => number(row) > 0);
}

const nameOf = ({ chart }: Result, row: Row): string =>
  chart.by.map((dimension) => named(dimensionOf(row, dimension), dimension)).join(", ");

const written = (row: Row, measure: Measure): string => formatted(numberOf(row, measure), measure.format);
