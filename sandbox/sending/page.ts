import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatted } from "../dashboard/format";
import { Html, html } from "../dashboard/html";
import { CONTENT_POLICY, document } from "../dashboard/page";
import { lastSeconds, type Second, type SendStatistics, summaryOf } from "./statistics";

/** Seconds that the page shows. */
const SHOWN_SECONDS = 60;

/** The page reads itself anew, from where it came, and loads nothing else. */
export const LIVE_POLICY = `${CONTENT_POLICY}; connect-src 'self'`;

/** What a page says about its figures. */
export interface SendingOptions {
  /** Epoch milliseconds of the last second shown. */
  readonly now: number;
  /** Whether a server stands behind the page, which its script asks for newer figures. */
  readonly live: boolean;
}

/** What SES accepted and throttled in the last minute, against the account's quota, as one HTML text. */
export function sendingPage(statistics: SendStatistics, { now, live }: SendingOptions): string {
  const since = Math.floor(now / 1_000) - SHOWN_SECONDS;
  const recent = { ...statistics, seconds: statistics.seconds.filter(({ second }) => second > since) };
  const seconds = lastSeconds(statistics, now, SHOWN_SECONDS);
  const script = new Html(readFileSync(join(__dirname, "live.js"), "utf8"));
  return document(
    live ? "Sending, live" : "Sending",
    html`<header><h1>Sending against the quota</h1>
<p class="period">Mail that SES accepted and throttled, recipient by recipient, ${live ? "in the last minute" : "in the minute before the end"}</p>
${live ? html`<noscript><p>Without JavaScript the page stands still: reload it.</p></noscript><p id="gone" class="note" hidden>The local cloud has stopped. These are its last figures.</p>` : undefined}
</header>
<main>
<section aria-label="Key figures" id="figures" data-live>${figures(recent, seconds, live)}</section>
<section class="cards"><figure class="card full"><figcaption><h3>Recipients per second</h3><p><span class="key accepted">accepted</span> <span class="key throttled">throttled by the quota</span> <span class="key quota">quota</span></p></figcaption>
<div id="bars" data-live>${bars(seconds, statistics.maxSendRate, live)}</div>
<details><summary>As a table</summary><table class="rows"><thead><tr><th scope="col">Second</th><th scope="col">Accepted</th><th scope="col">Throttled</th></tr></thead><tbody id="rows" data-live>${rows(seconds)}</tbody></table></details></figure></section>
</main>
<footer><p>Used: accepted recipients by quota, over the whole seconds from the first mail of the minute to the last. Throttled: refused recipients by those that were tried.</p></footer>
${live ? html`<script>${script}</script>` : undefined}`,
    live ? LIVE_POLICY : CONTENT_POLICY,
  );
}

function figures(recent: SendStatistics, seconds: readonly Second[], live: boolean): Html {
  const { accepted, throttled, usedShare, throttledShare } = summaryOf(recent);
  // The newest second is not over yet.
  const rate = seconds.at(-2)?.accepted ?? 0;
  return html`<dl class="figures">${[
    figure(
      live ? "A second ago" : "In the last whole second",
      formatted(rate, "count"),
      `of ${formatted(recent.maxSendRate, "count")} per second`,
    ),
    figure("Used", formatted(usedShare, "percent"), "of the quota"),
    figure(
      "Throttled",
      formatted(throttledShare, "percent"),
      `${formatted(throttled, "count")} recipients`,
      throttled > 0,
    ),
    figure("Accepted", formatted(accepted, "count"), "recipients"),
  ]}</dl>`;
}

const figure = (name: string, value: string, unit: string, above = false): Html =>
  html`<div class="figure${above ? " above" : ""}"><dt>${name}</dt><dd>${value} <small>${unit}</small></dd></div>`;

/** A bar a second, what was throttled on top of what was accepted, and the quota as a line. */
function bars(seconds: readonly Second[], quota: number, live: boolean): Html {
  const most = Math.max(quota * 1.5, ...seconds.map(({ accepted, throttled }) => accepted + throttled));
  const height = (count: number): number => (count / most) * 100;
  const drawn = seconds.flatMap(({ accepted, throttled }, index) => [
    bar("accepted", index, height(accepted), 0),
    bar("throttled", index, height(throttled), height(accepted)),
  ]);
  const line = 100 - height(quota);
  const label = `${seconds.reduce((sum, { accepted }) => sum + accepted, 0)} recipients accepted in ${seconds.length} seconds`;
  return html`<div class="bars" role="img" aria-label="${label}"><svg viewBox="0 0 ${seconds.length} 100" preserveAspectRatio="none" aria-hidden="true">${drawn}<line class="quota" x1="0" x2="${seconds.length}" y1="${line}" y2="${line}"/></svg><span class="mark" style="top:${line}%">${formatted(quota, "count")}/s</span></div>
<p class="ends"><span>${seconds.length} s ${live ? "ago" : "before"}</span><span>${live ? "now" : "the end"}</span></p>`;
}

const bar = (kind: string, index: number, height: number, below: number): Html | undefined =>
  height === 0
    ? undefined
    : html`<rect class="${kind}" x="${index + 0.1}" width="0.8" y="${100 - below - height}" height="${height}"/>`;

function rows(seconds: readonly Second[]): readonly Html[] {
  return seconds
    .toReversed()
    .map(
      ({ second, accepted, throttled }) =>
        html`<tr><th scope="row">${new Date(second * 1_000).toISOString().slice(11, 19)}</th><td>${accepted}</td><td>${throttled}</td></tr>`,
    );
}
