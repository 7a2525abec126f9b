import { setTimeout as sleep } from "node:timers/promises";
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";

/** One row as Athena answers it: every value is text. */
export type Row = Readonly<Record<string, string | null>>;

/** Runs a query, on Athena or anything that answers like it. */
export type Query = (sql: string) => Promise<readonly Row[]>;

/** Queries that run at the same time. */
const AT_ONCE = 4;

/** Time between two looks at a running query. */
const POLL_MS = 50;

/** Where queries run. */
export interface QueryContext {
  /** A workgroup that says where results go. */
  readonly workgroup: string;
  /** Database of tables and views that are named without one. */
  readonly database?: string;
}

/** Asks Athena. What it answers with throws when a query fails, with Athena's reason. */
export function athenaQuery(client: AthenaClient, context: QueryContext): Query {
  const running: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  let next = 0;
  return (sql) => {
    const lane = next++ % AT_ONCE;
    const answer = (running[lane] as Promise<unknown>).then(() => answerOf(client, context, sql));
    // A query that fails must not stop those after it; who asked is told.
    running[lane] = answer.catch(() => undefined);
    return answer;
  };
}

async function answerOf(
  client: AthenaClient,
  { workgroup, database }: QueryContext,
  QueryString: string,
): Promise<readonly Row[]> {
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString,
      WorkGroup: workgroup,
      ...(database !== undefined && { QueryExecutionContext: { Database: database } }),
    }),
  );
  await finished(client, QueryExecutionId, QueryString);
  const rows: Row[] = [];
  let names: (string | undefined)[] | undefined;
  for await (const { ResultSet } of paginateGetQueryResults({ client }, { QueryExecutionId })) {
    for (const { Data = [] } of ResultSet?.Rows ?? []) {
      const values = Data.map(({ VarCharValue }) => VarCharValue);
      // The first row of a SELECT's first page has the names.
      if (names) rows.push(Object.fromEntries(names.map((name, index) => [String(name), values[index] ?? null])));
      else names = values;
    }
  }
  return rows;
}

async function finished(client: AthenaClient, QueryExecutionId: string | undefined, sql: string): Promise<void> {
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === "SUCCEEDED") return;
    if (State === "FAILED" || State === "CANCELLED") throw new Error(`Athena: ${StateChangeReason}\n${sql}`);
    await sleep(POLL_MS);
  }
}
