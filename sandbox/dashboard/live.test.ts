import http from "node:http";
import type { AddressInfo } from "node:net";
import { dashboardService } from "./live";

/** Databases by name with their tables; a test sets them. */
let catalog: Record<string, readonly string[]> = {};
let output: string | undefined;
/** Why queries fail, if they do. */
let failure: string | undefined;
const queries: string[] = [];

const names = ["source", "events", "generated"];
const data = (values: readonly string[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) });
const PAGE = { Rows: [data(names), data(["ses", "5", "1"])] };

/** Glue and Athena as far as the page asks them. Each answer comes in two pages where AWS pages it. */
const ANSWERS: Record<string, (input: Record<string, string>) => object> = {
  GetDatabases: () => ({ DatabaseList: Object.keys(catalog).map((Name) => ({ Name })) }),
  GetTables: ({ DatabaseName, NextToken }) => {
    const tables = catalog[String(DatabaseName)] ?? [];
    return NextToken
      ? { TableList: tables.slice(1).map((Name) => ({ Name })) }
      : { TableList: tables.slice(0, 1).map((Name) => ({ Name })), NextToken: "more" };
  },
  ListWorkGroups: () => ({
    WorkGroups: [
      { Name: "primary", State: "ENABLED" },
      { Name: "lake", State: "ENABLED" },
    ],
  }),
  GetWorkGroup: ({ WorkGroup }) => {
    const location = WorkGroup === "lake" && output ? { OutputLocation: output } : {};
    return { WorkGroup: { Name: WorkGroup, Configuration: { ResultConfiguration: location } } };
  },
  StartQueryExecution: ({ QueryString, WorkGroup }) => {
    if (WorkGroup === "lake") queries.push(String(QueryString));
    return { QueryExecutionId: String(queries.length) };
  },
  GetQueryExecution: ({ QueryExecutionId }) => {
    // Running at the first look, once for each query.
    const State = looked.has(String(QueryExecutionId)) ? (failure ? "FAILED" : "SUCCEEDED") : "RUNNING";
    looked.add(String(QueryExecutionId));
    return { QueryExecution: { Status: { State, StateChangeReason: failure } } };
  },
  GetQueryResults: ({ QueryExecutionId, NextToken }) => {
    if (!queries[Number(QueryExecutionId) - 1]?.includes("AS generated"))
      return { ResultSet: { Rows: [{ Data: [] }] } };
    return NextToken ? { ResultSet: { Rows: [data(["pinpoint", "7", "0"])] } } : { ResultSet: PAGE, NextToken: "more" };
  },
};
const looked = new Set<string>();

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const action = String(request.headers["x-amz-target"]).split(".").pop();
    const answer = ANSWERS[String(action)]?.(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
  });
});

let endpoint: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  catalog = { lake: ["events", "engagement_daily"] };
  output = "s3://results/";
  failure = undefined;
  queries.length = 0;
  looked.clear();
});

async function show(parameters = ""): Promise<{ status: number; text: string }> {
  const page = dashboardService(() => new Date("2026-11-24T12:00:00Z")).pages?.["dashboard"];
  const reply = await page?.(new URLSearchParams(parameters), endpoint);
  return { status: reply?.status ?? 0, text: String(reply?.body) };
}

test("the page asks Athena, in the workgroup that says where results go, for the only database with its views", async () => {
  const { status, text } = await show();
  expect(status).toBe(200);
  expect(queries.length).toBeGreaterThan(15);
  expect(queries.every((sql) => sql.includes('"lake".'))).toBe(true);
  expect(text).toContain("25 October 2026 to 24 November 2026");
});

test("results are read to their last page, without the row of names", async () => {
  expect((await show()).text).toContain("<b>12 events</b>: 5 of SES, 7 of the Pinpoint event stream.");
});

test("a recipient is searched at the server", async () => {
  await show("recipient=jane%40example.com");
  expect(queries.find((sql) => sql.includes("happened_at"))).toContain("'jane@example.com'");
});

test("several databases with the views are offered for choice", async () => {
  catalog = { lake: ["engagement_daily"], other: ["events", "engagement_daily"], third: ["events"] };
  const { status, text } = await show();
  expect([status, text.match(/\?database=\w+/g)]).toEqual([300, ["?database=lake", "?database=other"]]);
  expect((await show("database=other")).status).toBe(200);
});

test.each([
  ["", { lake: ["events"] }, "No Glue database has the view engagement_daily."],
  ["database=%3Cb%3E", { lake: ["engagement_daily"] }, "The Glue database &#60;b&#62; has no view engagement_daily."],
])("without the views the page says what is missing (%#)", async (parameters, databases, text) => {
  catalog = databases;
  expect(await show(parameters)).toEqual({ status: 404, text: expect.stringContaining(text) });
});

test("without a workgroup that says where results go, the page says so", async () => {
  output = undefined;
  expect(await show()).toEqual({ status: 404, text: expect.stringContaining("No Athena workgroup says where") });
});

test("a query that fails is told with its text", async () => {
  failure = "TABLE_NOT_FOUND: no such table";
  await expect(show()).rejects.toThrow(/^Athena: TABLE_NOT_FOUND: no such table\nSELECT/);
});
