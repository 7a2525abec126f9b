import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SHEETS, type Sheet } from "../../modules/events-dashboard/chart";
import { barOption, barsHeight, barsOf, stagesOf } from "./bars";
import { Html, html } from "./html";
import { lineOption } from "./line";
import type { Result } from "./results";
import { drawing } from "./svg";
import { daysTable, figureList, heatTable, rowsTable } from "./tables";

const asset = (name: string): Html => new Html(readFileSync(join(__dirname, name), "utf8"));

/** Nothing is loaded from anywhere, whatever an event's text may hold. */
export const CONTENT_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'self'; base-uri 'none'";

/** What a page shows. */
export interface Page {
  /** E.g. `26 October to 24 November 2026`. */
  readonly period: string;
  /** Where the numbers come from. */
  readonly provenance: Html;
  readonly headlines: readonly Html[];
  readonly results: readonly Result[];
  readonly search: Html;
  /** The page carries rows, which a script searches. */
  readonly scripted: boolean;
}

/** The whole page, one HTML text that needs nothing else. */
export function page({ period, provenance, headlines, results, search, scripted }: Page): string {
  const figures = results.filter(({ chart, rows }) => chart.mark === "figures" && rows.length > 0);
  const lines = headlines.map((headline) => html`<li>${headline}</li>`);
  const nothing = results.every(({ rows }) => rows.length === 0);
  return document(
    `User engagement, ${period}`,
    html`<header>
<h1>User engagement</h1>
<p class="period">${period}</p>
${provenance}
</header>
<main>
${nothing ? html`<p class="empty large">The lake has no event in this period. An event arrives when its Firehose stream writes, at the latest 15 minutes after it happened.</p>` : undefined}
${lines.length > 0 ? html`<section aria-label="In short"><ul class="headlines">${lines}</ul></section>` : undefined}
${figures.length > 0 ? html`<section aria-label="Key figures" class="strip">${figures.map((result) => html`<div><h2>${result.chart.title}</h2>${figureList(result)}</div>`)}</section>` : undefined}
${Object.keys(SHEETS).map((sheet) => section(sheet as Sheet, results))}
<section id="recipient"><h2>One recipient’s history</h2>${search}</section>
</main>
<footer><p>Rates count distinct messages, not events. Delivered and bounced are shares of mails sent, opened, clicked and complained of mails delivered. Privacy proxies of mail providers open mail unread, so opens are an upper bound. Days and hours are UTC.</p></footer>
${scripted ? html`<script>${asset("search.js")}</script>` : undefined}`,
  );
}

/** A page in this style. @param policy what it may load */
export function document(title: string, body: Html, policy = CONTENT_POLICY): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${asset("style.css")}</style>
</head>
<body>
${body}
</body>
</html>`.text;
}

/** A page that says why there is no dashboard. */
export function notice(title: string, text: Html | string): string {
  return document(title, html`<header><h1>${title}</h1><p>${text}</p></header>`);
}

/** A sheet's charts; what is empty says so in one line. */
function section(sheet: Sheet, results: readonly Result[]): Html | undefined {
  const own = results.filter(({ chart }) => chart.sheet === sheet && chart.mark !== "figures");
  if (own.length === 0) return undefined;
  const full = own.filter(({ rows }) => rows.length > 0);
  const empty = own.filter(({ rows }) => rows.length === 0);
  const notes = empty.map(({ chart }) => html`<li id="${chart.id}"><b>${chart.title}</b> ${chart.empty}</li>`);
  const list = notes.length > 0 ? html`<ul class="empty">${notes}</ul>` : undefined;
  return html`<section id="sheet-${sheet}"><h2>${SHEETS[sheet]}</h2><div class="cards">${cards(full)}</div>${list}</section>`;
}

/** Two beside each other; tables of many columns, and what would stand alone, take the whole width. */
function cards(results: readonly Result[]): readonly Html[] {
  const isWide = ({ chart }: Result): boolean => chart.mark === "table" && chart.by.length + chart.measures.length > 4;
  const halves = results.filter((result) => !isWide(result));
  const alone = halves.length % 2 === 1 ? halves.at(-1) : undefined;
  return results.map((result) => card(result, isWide(result) || result === alone));
}

function card(result: Result, full: boolean): Html {
  const { chart, cut } = result;
  const rest = cut ? html`<p class="note">The ${chart.top} largest; there are more.</p>` : undefined;
  return html`<figure id="${chart.id}" class="card${full ? " full" : ""}"><figcaption><h3>${chart.title}</h3><p>${chart.answers}</p></figcaption>${body(result)}${rest}</figure>`;
}

/** A drawing comes with its numbers as a table. */
function body(result: Result): Html | readonly Html[] {
  const { chart } = result;
  const label = `${chart.title}. ${chart.answers}`;
  switch (chart.mark) {
    case "figures":
      return figureList(result);
    case "table":
      return rowsTable(result);
    case "heat":
      return heatTable(result);
    case "line":
      return [...drawing(label, 220, (narrow) => lineOption(result, narrow)), asTable(daysTable(result))];
    case "bar":
    case "funnel": {
      const bars = chart.mark === "bar" ? barsOf(result) : stagesOf(result);
      return [...drawing(label, barsHeight(bars), (narrow) => barOption(bars, narrow)), asTable(rowsTable(result))];
    }
  }
}

const asTable = (table: Html): Html => html`<details><summary>As a table</summary>${table}</details>`;
