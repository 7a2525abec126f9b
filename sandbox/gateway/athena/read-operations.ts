import * as z from "zod/mini";
import type { Operation } from "../json-operations";
import { s3Location } from "../s3-calls";
import type { Call, Cloud } from "../service";
import type { Execution, Executions } from "./executions";
import { columnInfo, resultRows } from "./results";
import { invalidRequest, operation, workgroupArn } from "./wire";

const ID = z.object({ QueryExecutionId: z.string() });
const IDS = z.object({ QueryExecutionIds: z.array(z.string()).check(z.minLength(1), z.maxLength(50)) });
const LIST = z.object({
  WorkGroup: z.optional(z.string()),
  MaxResults: z.optional(z.int().check(z.gte(0), z.lte(50))),
  NextToken: z.optional(z.string()),
});
const RESULTS = z.object({
  QueryExecutionId: z.string(),
  MaxResults: z.optional(z.int().check(z.gte(1), z.lte(1000))),
  NextToken: z.optional(z.string()),
});

/** What can be asked about executions, each with the caller's rights to their workgroup. */
export function readOperations(
  cloud: Cloud,
  executions: Executions,
  clock: () => Date,
): Readonly<Record<string, Operation>> {
  const allowed = async (call: Call, action: string, id: string): Promise<Execution> => {
    const execution = executions.get(call.region, id);
    await cloud.authorize(call, `athena:${action}`, workgroupArn(call, execution.request.workgroup));
    return execution;
  };
  return {
    GetQueryExecution: operation(ID, async (call, { QueryExecutionId }) => {
      return { QueryExecution: (await allowed(call, "GetQueryExecution", QueryExecutionId)).describe() };
    }),
    BatchGetQueryExecution: operation(IDS, async (call, { QueryExecutionIds: ids }) => {
      const known = ids.filter((id) => executions.find(call.region, id));
      const found = await Promise.all(known.map((id) => allowed(call, "BatchGetQueryExecution", id)));
      const unknown = ids.filter((id) => !known.includes(id)).map(unprocessed);
      return { QueryExecutions: found.map((each) => each.describe()), UnprocessedQueryExecutionIds: unknown };
    }),
    ListQueryExecutions: operation(LIST, async (call, { WorkGroup = "primary", MaxResults = 50, NextToken }) => {
      await cloud.authorize(call, "athena:ListQueryExecutions", workgroupArn(call, WorkGroup));
      const { items, token } = page(executions.of(call.region, WorkGroup), MaxResults, NextToken);
      return { QueryExecutionIds: items, ...token };
    }),
    StopQueryExecution: operation(ID, async (call, { QueryExecutionId }) => {
      (await allowed(call, "StopQueryExecution", QueryExecutionId)).stop(clock());
      return {};
    }),
    GetQueryResults: operation(RESULTS, async (call, { QueryExecutionId, MaxResults = 1000, NextToken }) => {
      const execution = await allowed(call, "GetQueryResults", QueryExecutionId);
      const { bucket, key } = s3Location(execution.request.outputLocation) ?? { bucket: "", key: "" };
      await cloud.authorize(call, "s3:GetObject", `arn:aws:s3:::${bucket}/${key}`);
      const result = resultOf(execution);
      const { items, token } = page(resultRows(result), MaxResults, NextToken);
      const metadata = { ColumnInfo: result.columns.map(columnInfo) };
      return { UpdateCount: 0, ResultSet: { Rows: items, ResultSetMetadata: metadata }, ...token };
    }),
  };
}

function resultOf({ result, isOver, state }: Execution) {
  if (result && state === "SUCCEEDED") return result;
  throw invalidRequest(
    isOver
      ? `Query did not finish successfully. Final query state: ${state}`
      : `Query has not yet finished. Current state: ${state}`,
  );
}

const unprocessed = (id: string): object => ({
  QueryExecutionId: id,
  ErrorCode: "INVALID_INPUT",
  ErrorMessage: `QueryExecution ${id} was not found`,
});

/** A page of a list; the token is where the next one begins. */
function page<T>(all: readonly T[], size: number, from = "0"): { items: readonly T[]; token: { NextToken?: string } } {
  if (!/^\d+$/.test(from)) throw invalidRequest("Invalid token");
  const end = Number(from) + size;
  return { items: all.slice(Number(from), end), token: end < all.length ? { NextToken: String(end) } : {} };
}
