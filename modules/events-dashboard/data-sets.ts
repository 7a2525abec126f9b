import type { View, ViewColumn } from "../shared/event-lake/view";
import { selectOf } from "../shared/event-lake/view";
import type { DataName } from "./chart";
import { messages } from "./messages";
import { viewsOf } from "./views";

/** Where data sets read. */
export interface DataSource {
  /** Glue database of the views, as SQL names it, with a dot: `"due_eventdb".`; empty for the default one. */
  readonly database: string;
  /** The lake's table. @default "events" */
  readonly table?: string;
  /** SQL expression for the first hour to read, `yyyy/MM/dd/HH` in UTC. */
  readonly since: string;
}

/** Rows that charts read: the data set of QuickSight, and what the local page asks Athena for. */
export interface DataSet {
  readonly name: DataName;
  readonly columns: readonly Pick<ViewColumn, "name" | "type">[];
  readonly sql: string;
}

/** Views that make one row of many events: the limit has to stand inside, or Athena would read everything. */
const AGGREGATES: readonly string[] = ["email_funnel", "campaign_conversion"];

/** The data sets over the lake: one per view, and the SELECT of messages. */
export function dataSets({ database, table = "events", since }: DataSource): readonly DataSet[] {
  const recent = `datehour >= ${since}`;
  const inside = { table: `${database}${table}`, within: recent };
  const named = ({ name, columns }: View, sql: string): DataSet => ({ name: name as DataName, columns, sql });
  const limited = viewsOf(inside).map((view) => {
    if (AGGREGATES.includes(view.name)) return named(view, selectOf(view));
    const condition =
      view.name === "engagement_daily" ? `event_date >= CAST(date_parse(${since}, '%Y/%m/%d/%H') AS date)` : recent;
    const list = view.columns.map(({ name }) => name).join(", ");
    return named(view, `SELECT ${list}\nFROM ${database}${view.name}\nWHERE ${condition}`);
  });
  const all = messages(inside);
  return [...limited, named(all, selectOf(all))];
}
