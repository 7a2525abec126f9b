import type { Chart } from "../../modules/events-dashboard/chart";
import { dataSets } from "../../modules/events-dashboard/data-sets";
import { neighbourSets } from "../../modules/events-dashboard/neighbours";
import { quoted } from "../../modules/shared/event-lake/view";
import type { Query } from "../athena";
import { fullDay } from "./format";
import { headlines } from "./headlines";
import { carriedSearch, historySql, servedSearch } from "./history";
import { page } from "./page";
import { provenance, provenanceSql } from "./provenance";
import { resultsOf } from "./results";

/** Which rows a page shows, and whether a server stands behind it. */
export interface DashboardOptions {
  /** Glue database that has the lake's table and the dashboard's views. */
  readonly database: string;
  /** The lake's table. @default "events" */
  readonly table?: string;
  /** Databases of modules 08 and 09, whose sheets are left out without them. */
  readonly smsDatabase?: string | undefined;
  readonly sesDatabase?: string | undefined;
  /** End of the period. */
  readonly now: Date;
  /** Length of the period. @default 30 */
  readonly days?: number;
  /** On the live page: who was searched for, if anybody, and what the search sends along. */
  readonly live?: { readonly recipient?: string; readonly parameters: Readonly<Record<string, string>> };
}

const DAY_MS = 86_400_000;

/**
 * The dashboard as one HTML text: charts drawn here, readable without a script and without a network. A live page asks
 * its server for a recipient's history, any other carries the rows with it.
 */
export async function render(charts: readonly Chart[], query: Query, options: DashboardOptions): Promise<string> {
  const { now, days = 30, live, table = "events" } = options;
  const from = new Date(now.getTime() - days * DAY_MS);
  const since = from.toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
  const named = (name: string | undefined): string | undefined => (name === undefined ? undefined : `"${name}".`);
  const database = `"${options.database}".`;
  const events = `${database}${table}`;
  const isAsked = !live || live.recipient !== undefined;
  const data = [
    ...dataSets({ database, table, since: quoted(since) }),
    ...neighbourSets({
      smsDatabase: named(options.smsDatabase),
      sesDatabase: named(options.sesDatabase),
      since: quoted(since),
    }),
  ];
  // Together: a query that fails after another has must still be waited for, or its error ends the process.
  const [history, results, sources] = await Promise.all([
    isAsked ? query(historySql(events, since, live?.recipient)) : undefined,
    resultsOf(charts, data, query),
    query(provenanceSql(events, since)),
  ]);
  return page({
    period: `${fullDay(from)} to ${fullDay(now)}`,
    provenance: provenance(sources),
    headlines: headlines(results),
    results,
    search: live
      ? servedSearch(live.recipient ?? "", history, Object.entries(live.parameters))
      : carriedSearch(history ?? []),
    scripted: !live,
  });
}
