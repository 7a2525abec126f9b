import { EVENT_COLUMNS, type Source } from "../../modules/shared/event-lake/columns";
import { selectOf, type View } from "../../modules/shared/event-lake/view";
import { type EngineOptions, TrinoEngine } from "./engine";
import { refusal, SqlError } from "./errors";
import { lintView } from "./lint";
import type { Scan } from "./scans";
import type { TypedColumn } from "./tables";
import type { Value } from "./values";

/** One row of the table `events`, in its partition. */
export interface LakeRow {
  readonly source: Source;
  /** Hour of arrival, UTC: `2026/11/20/09`. */
  readonly datehour: string;
  /** The flattened event: an object of the table's columns or its JSON text, which keeps an event_key beyond 2^53. */
  readonly row: object | string;
}

/** What is in a lake. */
export interface LakeContent extends EngineOptions {
  readonly rows?: readonly LakeRow[];
  /** In this order: a view may read those before it. */
  readonly views?: readonly View[];
}

/**
 * A small event lake for unit tests of views: the table `events` with the rows given, and the views over it, answered
 * as Athena would. A view that Athena would refuse, or whose columns are not those it declares, fails here.
 *
 * ```ts
 * const lake = await Lake.of({
 *   rows: [{ source: "ses", datehour: "2026/11/20/09", row: { event_type: "email_open", channel: "email" } }],
 *   views: [emailOpen],
 *   now: new Date("2026-11-20T10:00:00Z"), // for queries that ask for current_timestamp
 * });
 * expect(await lake.query("SELECT count(*) AS opens FROM email_open")).toEqual([{ opens: 1 }]);
 * lake.close();
 * ```
 */
export class Lake {
  private constructor(private readonly engine: TrinoEngine) {}

  static async of({ rows = [], views = [], ...options }: LakeContent): Promise<Lake> {
    const engine = await TrinoEngine.open(options);
    const partitionKeys = ["source", "datehour"].map((name) => ({ name, type: "string" }));
    await engine.defineRows({ name: "events", columns: [...EVENT_COLUMNS, ...partitionKeys] }, rows.map(jsonText));
    for (const view of views) await define(engine, view);
    return new Lake(engine);
  }

  /** The rows that a query answers, as objects by column; see {@link Value} for how values look. */
  async query(sql: string): Promise<Record<string, Value>[]> {
    const { columns, rows } = await this.engine.query(sql);
    return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
  }

  /** The tables that a query will read, once per reference. */
  scans(sql: string): Promise<Scan[]> {
    return this.engine.scans(sql);
  }

  /** Columns of a view with Trino's types, as its SELECT yields them. */
  describe(view: string): Promise<TypedColumn[]> {
    return this.engine.describe(view);
  }

  /** Frees the memory. */
  close(): void {
    this.engine.close();
  }
}

/** The row's JSON text with its partition, without parsing it: numbers beyond 2^53 stay exact. */
function jsonText({ source, datehour, row }: LakeRow): string {
  const text = (typeof row === "string" ? row : JSON.stringify(row)).trim();
  const partition = JSON.stringify({ source, datehour }).slice(1, -1);
  return text === "{}" ? `{${partition}}` : `${text.slice(0, -1)},${partition}}`;
}

async function define(engine: TrinoEngine, view: View): Promise<void> {
  const { name, columns } = view;
  const sql = selectOf(view);
  try {
    const [finding] = lintView(sql);
    if (finding) throw refusal("NOT_SUPPORTED", finding);
    await engine.defineView({ name, sql, columns });
  } catch (error) {
    if (error instanceof SqlError) throw new SqlError(error.code, `in the view ${name}: ${error.text}\n${sql}`);
    throw error;
  }
}
