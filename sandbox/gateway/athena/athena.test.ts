import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { athenaService } from ".";
import { athenaCall, eventsTable, FakeCloud, NOW, parquet } from "./fake-cloud";

// The first query loads grammar and translator, which takes seconds on a busy machine.
jest.setTimeout(30_000);

let folder: string;
let cloud: FakeCloud;
let service: ReturnType<typeof athenaService>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "athena-service-"));
  cloud = new FakeCloud();
  cloud.tables.push(eventsTable({ id: "bigint" }));
  cloud.objects.set("lake/events/source=ses/2026/11/20/09/a", await parquet("SELECT range AS id FROM range(3)"));
  service = athenaService(cloud, folder, () => NOW);
});

afterEach(() => rm(folder, { recursive: true }));

async function ask<T>(operation: string, input: object = {}): Promise<T> {
  const reply = await service.handle(athenaCall(operation, input));
  return JSON.parse(String(reply?.body));
}

const start = async (QueryString: string, input: object = {}): Promise<string> => {
  const context = { QueryExecutionContext: { Database: "lake" } };
  const started = await ask<{ QueryExecutionId: string }>("StartQueryExecution", { QueryString, ...context, ...input });
  return started.QueryExecutionId;
};

async function finished(QueryString: string, input: object = {}): Promise<Record<string, object>> {
  const QueryExecutionId = await start(QueryString, input);
  await service.settled?.();
  const answer = await ask<{ QueryExecution: Record<string, object> }>("GetQueryExecution", { QueryExecutionId });
  return answer.QueryExecution;
}

it("runs a query and keeps its results in the output location", async () => {
  const execution = await finished("SELECT id FROM events ORDER BY id", { WorkGroup: "lake" });
  const location = `s3://results/out/${execution["QueryExecutionId"]}.csv`;
  expect(execution).toMatchObject({
    Query: "SELECT id FROM events ORDER BY id",
    StatementType: "DML",
    QueryExecutionContext: { Catalog: "awsdatacatalog", Database: "lake" },
    ResultConfiguration: { OutputLocation: location },
    Status: { State: "SUCCEEDED", SubmissionDateTime: NOW.getTime() / 1000, CompletionDateTime: NOW.getTime() / 1000 },
    Statistics: { DataScannedInBytes: expect.any(Number), EngineExecutionTimeInMillis: 0 },
    WorkGroup: "lake",
  });
  const key = location.replace("s3://", "");
  expect(cloud.uploads.get(key)?.body).toBe('"id"\n"0"\n"1"\n"2"\n');
  expect(JSON.parse(String(cloud.uploads.get(`${key}.metadata`)?.body))).toMatchObject({
    ColumnInfo: [{ Name: "id" }],
  });
});

it("gives results in pages, the names of the columns as the first row", async () => {
  const { QueryExecutionId } = await finished("SELECT id FROM events ORDER BY id");
  interface Page {
    NextToken?: string;
    ResultSet: { Rows: { Data: { VarCharValue: string }[] }[]; ResultSetMetadata: object };
  }
  const values = ({ ResultSet }: Page) => ResultSet.Rows.map(({ Data }) => Data[0]?.VarCharValue);
  const one = await ask<Page>("GetQueryResults", { QueryExecutionId, MaxResults: 2 });
  expect(values(one)).toEqual(["id", "0"]);
  expect(one.ResultSet.ResultSetMetadata).toMatchObject({ ColumnInfo: [{ Name: "id", Type: "bigint" }] });
  const two = await ask<Page>("GetQueryResults", { QueryExecutionId, MaxResults: 2, NextToken: one.NextToken });
  expect(values(two)).toEqual(["1", "2"]);
  expect(two.NextToken).toBeUndefined();
});

it("lets an enforced configuration override the client's, and the client's another", async () => {
  const client = { ResultConfiguration: { OutputLocation: "s3://mine" } };
  expect((await finished("SELECT 1", client))["ResultConfiguration"]).toMatchObject({
    OutputLocation: expect.stringMatching(/^s3:\/\/mine\/[\w-]+\.csv$/),
  });
  const EncryptionConfiguration = { EncryptionOption: "SSE_KMS", KmsKey: "arn:aws:kms:x" };
  const ResultConfiguration = { OutputLocation: "s3://ours/results/", EncryptionConfiguration };
  cloud.workgroup = { Configuration: { EnforceWorkGroupConfiguration: true, ResultConfiguration } };
  const execution = await finished("SELECT 1", client);
  const OutputLocation = `s3://ours/results/${execution["QueryExecutionId"]}.csv`;
  expect(execution["ResultConfiguration"]).toEqual({ OutputLocation, EncryptionConfiguration });
  expect(cloud.uploads.get(OutputLocation.replace("s3://", ""))?.headers).toEqual({
    "x-amz-server-side-encryption": "aws:kms",
    "x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:x",
  });
});

it.each([
  ["no output location", { Configuration: {} }, {}, /No output location provided/],
  ["a disabled workgroup", { State: "DISABLED" }, {}, /WorkGroup primary is disabled/],
  ["an unknown workgroup", {}, { WorkGroup: "nowhere" }, /WorkGroup nowhere is not found/],
  ["a location that is none", {}, { ResultConfiguration: { OutputLocation: "results/" } }, /not a valid S3 path/],
  ["a query of no length", {}, { QueryString: "" }, /QueryString/],
])("refuses %s at once", async (_, workgroup, input, reason) => {
  cloud.workgroup = workgroup;
  await expect(start("SELECT 1", input)).rejects.toThrow(reason);
});

it("starts a query once per token", async () => {
  const token = { ClientRequestToken: "0123456789abcdef0123456789abcdef" };
  const id = await start("SELECT 1", token);
  expect(await start("SELECT 1", token)).toBe(id);
  await expect(start("SELECT 2", token)).rejects.toThrow("Idempotent parameters do not match");
});

it("puts parameters in the place of question marks", async () => {
  const { QueryExecutionId } = await finished("SELECT id, '?' AS q FROM events WHERE id = ? OR ? = 'x'", {
    ExecutionParameters: ["2", "'y'"],
  });
  const row = { Data: [{ VarCharValue: "2" }, { VarCharValue: "?" }] };
  expect(await ask("GetQueryResults", { QueryExecutionId })).toMatchObject({ ResultSet: { Rows: [{}, row] } });
  expect(await finished("SELECT ?", { ExecutionParameters: ["1", "2"] })).toMatchObject({
    Status: { State: "FAILED", StateChangeReason: expect.stringContaining("expected 1 but found 2") },
  });
});

it("fails an execution with Athena's reason, and gives no results of it", async () => {
  const execution = await finished("SELECT id FROM nothing");
  const reason = "TABLE_NOT_FOUND: line 1:16: Table 'awsdatacatalog.lake.nothing' does not exist";
  expect(execution["Status"]).toMatchObject({
    State: "FAILED",
    StateChangeReason: reason,
    AthenaError: { ErrorCategory: 2, ErrorMessage: reason },
  });
  const results = ask("GetQueryResults", { QueryExecutionId: execution["QueryExecutionId"] });
  await expect(results).rejects.toThrow("Query did not finish successfully. Final query state: FAILED");
});

it("cancels what would read more than the workgroup allows, with the figure", async () => {
  cloud.workgroup = {
    Configuration: { BytesScannedCutoffPerQuery: 1, ResultConfiguration: { OutputLocation: "s3://results/" } },
  };
  expect(await finished("SELECT id FROM events")).toMatchObject({
    Status: {
      State: "CANCELLED",
      StateChangeReason: expect.stringMatching(/limit was exceeded: the query reads \d+ bytes/),
    },
    Statistics: { DataScannedInBytes: 0 },
  });
});

it.each([
  ["athena:StartQueryExecution", "SELECT 1"],
  ["s3:GetBucketLocation", "SELECT 1"],
])("does not start for a caller without %s", async (action, sql) => {
  cloud.denied = action;
  await expect(start(sql)).rejects.toThrow(`not authorized to perform: ${action}`);
});

it.each(["glue:GetTable", "s3:ListBucket", "s3:GetObject", "s3:PutObject"])(
  "fails for a caller without %s",
  async (action) => {
    cloud.denied = action;
    expect(await finished("SELECT id FROM events")).toMatchObject({
      Status: { State: "FAILED", StateChangeReason: `PERMISSION_DENIED: not authorized to perform: ${action}` },
    });
  },
);

it("stops a query, which stays cancelled", async () => {
  const QueryExecutionId = await start("SELECT count(*) FROM events AS a, events AS b");
  await ask("StopQueryExecution", { QueryExecutionId });
  await service.settled?.();
  const Status = { State: "CANCELLED", StateChangeReason: "Query cancelled by user" };
  expect(await ask("GetQueryExecution", { QueryExecutionId })).toMatchObject({ QueryExecution: { Status } });
  expect(cloud.uploads.size).toBe(0);
});

it("lists the executions of a workgroup, newest first, and describes several at once", async () => {
  const ids = [await start("SELECT 1"), await start("SELECT 2"), await start("SELECT 3")];
  await start("SELECT 4", { WorkGroup: "other" });
  const one = await ask<{ NextToken: string }>("ListQueryExecutions", { MaxResults: 2 });
  expect(one).toEqual({ QueryExecutionIds: [ids[2], ids[1]], NextToken: "2" });
  expect(await ask("ListQueryExecutions", { NextToken: one.NextToken })).toEqual({ QueryExecutionIds: [ids[0]] });
  expect(await ask("BatchGetQueryExecution", { QueryExecutionIds: [ids[0], "unknown"] })).toMatchObject({
    QueryExecutions: [{ QueryExecutionId: ids[0] }],
    UnprocessedQueryExecutionIds: [{ QueryExecutionId: "unknown" }],
  });
  await service.settled?.();
});

it("forgets everything at a reset, and leaves workgroups to MiniStack", async () => {
  const QueryExecutionId = await start("SELECT 1");
  service.reset?.();
  await expect(ask("GetQueryExecution", { QueryExecutionId })).rejects.toThrow("was not found");
  expect(await service.handle(athenaCall("GetWorkGroup", { WorkGroup: "lake" }))).toBeUndefined();
  await service.settled?.();
});
