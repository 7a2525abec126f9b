import { quoted } from "../../modules/shared/event-lake/view";
import { fromMilliseconds as time } from "../../modules/shared/event-lake/view-columns";
import type { Row } from "../athena";
import { type Html, html, jsonScript } from "./html";

/** Rows that a page without a server carries with it, the latest; more would make the file slow to open. */
const CARRIED = 10_000;

/** Rows that a search on the live page shows, the latest. */
const SHOWN = 500;

const COLUMNS = ["happened_at", "event_type", "recipient", "endpoint_id", "user_id", "campaign_id", "detail"];

/**
 * Events by recipient, the latest first, each once; it asks for one row more than it shows.
 *
 * @param recipient an address, a number, an endpoint or a user; without it, everybody's events
 */
export function historySql(events: string, since: string, recipient?: string): string {
  const recipients = "COALESCE(recipients, destination)";
  const own = recipient === undefined ? "" : quoted(spelled(recipient));
  const whose = own ? `AND (contains(${recipients}, ${own}) OR endpoint_id = ${own} OR user_id = ${own})` : "";
  return `SELECT DISTINCT
  ${time("COALESCE(arrival_ms, event_ms)")} AS happened_at,
  event_type,
  array_join(${recipients}, ' ') AS recipient,
  endpoint_id,
  user_id,
  campaign_id,
  COALESCE(link, status_detail, status, subject) AS detail
FROM ${events}
WHERE datehour >= ${quoted(since)} AND (destination IS NOT NULL OR endpoint_id IS NOT NULL)
${whose}
ORDER BY happened_at DESC
LIMIT ${(own ? SHOWN : CARRIED) + 1}`;
}

/** Addresses stand in the lake in lower case. */
const spelled = (recipient: string): string =>
  recipient.includes("@") ? recipient.trim().toLowerCase() : recipient.trim();

/** A search that a script answers from the rows in the page. */
export function carriedSearch(rows: readonly Row[]): Html {
  const carried = rows.slice(0, CARRIED);
  const data = carried.map((row) => COLUMNS.map((column) => row[column] ?? ""));
  const note =
    rows.length > carried.length
      ? html`<p class="note">This file carries the latest ${carried.length.toLocaleString("en-GB")} events; the live page searches all.</p>`
      : undefined;
  const example = exampleOf(carried);
  const hint =
    example &&
    html`<p class="note">For example <button type="button" class="link" id="example">${example}</button></p>`;
  return html`${form("", [])}<noscript><p class="note">Searching this file needs JavaScript.</p></noscript>${hint}${note}<div id="found" aria-live="polite"></div>${jsonScript("history", data)}`;
}

/** A search that the server answered. `kept`: what the form sends along. */
export function servedSearch(
  recipient: string,
  rows: readonly Row[] | undefined,
  kept: readonly (readonly [string, string])[],
): Html {
  return html`${form(recipient, kept)}${rows && found(recipient, rows)}`;
}

function form(recipient: string, kept: readonly (readonly [string, string])[]): Html {
  const hidden = kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return html`<form id="search" method="get" action="#recipient"><label for="who">Address, phone number, endpoint or user</label><div class="ask"><input id="who" name="recipient" value="${recipient}" autocomplete="off" spellcheck="false" required><button>Show history</button></div>${hidden}</form>`;
}

function found(recipient: string, rows: readonly Row[]): Html {
  if (rows.length === 0) return html`<p class="empty">Nothing about ${recipient} in this period.</p>`;
  const shown = rows.slice(0, SHOWN);
  const lines = shown.map(
    (row) =>
      html`<tr><th scope="row">${(row["happened_at"] ?? "").slice(0, 19)}</th><td>${row["event_type"] ?? ""}</td><td>${row["campaign_id"] ?? ""}</td><td>${row["detail"] ?? ""}</td></tr>`,
  );
  const count = rows.length > shown.length ? `The latest ${SHOWN} events` : `${rows.length} events`;
  return html`<p class="note">${count} of ${recipient}, times in UTC.</p><table class="history"><thead><tr><th scope="col">When</th><th scope="col">Event</th><th scope="col">Campaign</th><th scope="col">Detail</th></tr></thead><tbody>${lines}</tbody></table>`;
}

/** Whoever has the most kinds of events: a history worth a look. */
function exampleOf(rows: readonly Row[]): string | undefined {
  const kinds = new Map<string, Set<string>>();
  for (const { recipient, event_type } of rows) {
    if (!recipient || recipient.includes(" ")) continue;
    const own = kinds.get(recipient) ?? new Set();
    kinds.set(recipient, own.add(String(event_type)));
  }
  return [...kinds].sort((a, b) => b[1].size - a[1].size)[0]?.[0];
}
