import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type RunningCloud, startCloud } from "../../cloud";
import { FIRST_START_MS } from "../launcher/client";
import { BUCKET, clientConfig, DATABASE, makeLake, putEvents, WORKGROUP } from "./lake";

const ACCOUNT = "123456789012";
const RESULTS = `arn:aws:s3:::${BUCKET}/results/*`;

// The first query loads grammar, translator and engine.
jest.setTimeout(60_000);

let cloud: RunningCloud;
let root: AthenaClient;

beforeAll(async () => {
  cloud = await startCloud();
  root = new AthenaClient(clientConfig(cloud));
  await makeLake(cloud);
  const row = "MAP {'campaign': 'spring'} AS attributes, repeat('x', 5000) AS raw";
  const open = `SELECT 9007199254740993 AS event_key, 'email_open' AS event_type, 1795166102310 AS event_ms, ${row}`;
  await putEvents(cloud, "ses/2026/11/20/09", open);
  await putEvents(cloud, "ses/2026/11/21/00", open.replace("9007199254740993", "2"));
  await putEvents(cloud, "eum/2026/11/20/09", open.replace("email_open", "sms_sent"));
}, FIRST_START_MS);

afterAll(() => cloud.stop());

async function run(client: AthenaClient, QueryString: string): Promise<QueryExecution> {
  const input = { QueryString, QueryExecutionContext: { Database: DATABASE }, WorkGroup: WORKGROUP };
  const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand(input));
  for (;;) {
    const { QueryExecution } = await root.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    if (!["QUEUED", "RUNNING"].includes(QueryExecution?.Status?.State ?? "")) return QueryExecution ?? {};
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function rows(client: AthenaClient, { QueryExecutionId }: QueryExecution): Promise<(string | undefined)[][]> {
  const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
}

it("a query reads a view over the bucket and leaves its results where the workgroup says", async () => {
  const execution = await run(root, "SELECT * FROM opens ORDER BY event_key DESC LIMIT 1");
  expect(execution.Status).toMatchObject({ State: "SUCCEEDED" });
  const values = ["9007199254740993", "2026-11-20 09:15:02.310", "spring", "2026/11/20/09"];
  expect(await rows(root, execution)).toEqual([["event_key", "event_timestamp", "campaign", "datehour"], values]);
  const location = execution.ResultConfiguration?.OutputLocation ?? "";
  expect(location).toBe(`s3://${BUCKET}/results/${execution.QueryExecutionId}.csv`);
  const s3 = new S3Client({ ...clientConfig(cloud), forcePathStyle: true });
  const Key = location.replace(`s3://${BUCKET}/`, "");
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  const csv = `"event_key","event_timestamp","campaign","datehour"\n"${values.join('","')}"\n`;
  expect(await Body?.transformToString()).toBe(csv);
});

it("a condition on partition keys and fewer columns make a query read less", async () => {
  const read = async (sql: string): Promise<number> => (await run(root, sql)).Statistics?.DataScannedInBytes ?? 0;
  const everything = await read("SELECT * FROM events");
  const oneColumn = await read("SELECT event_type FROM events");
  const oneSource = await read("SELECT event_type FROM events WHERE source = 'ses'");
  const oneDay = await read("SELECT event_type FROM events WHERE source = 'ses' AND datehour < '2026/11/21'");
  // Objects alike differ by a few bytes.
  expect(oneSource / oneDay).toBeCloseTo(2, 1);
  expect(oneColumn / oneDay).toBeCloseTo(3, 1);
  expect(oneColumn).toBeLessThan(everything);
  expect(await read("SELECT event_type FROM events WHERE source = 'pinpoint'")).toBe(0);
});

const reader = [
  ["athena:StartQueryExecution", `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/${WORKGROUP}`],
  ["athena:GetQueryResults", `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/${WORKGROUP}`],
  ["glue:GetDatabase", "*"],
  ["glue:GetTable", "*"],
  ["s3:GetBucketLocation", `arn:aws:s3:::${BUCKET}`],
  ["s3:ListBucket", `arn:aws:s3:::${BUCKET}`],
  ["s3:GetObject", `arn:aws:s3:::${BUCKET}/events/*`],
  ["s3:PutObject", RESULTS],
] as const;

/** A client with a role that has the rights of a reader, but one. */
async function roleWithout(...missing: string[]): Promise<AthenaClient> {
  const RoleName = `reader-without-${missing.join().replace(":", "-")}`;
  const Principal = { AWS: ACCOUNT };
  const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }] };
  const iam = new IAMClient(clientConfig(cloud));
  const created = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const Statement = [...reader, ["s3:GetObject", RESULTS] as const]
    .filter(([Action]) => !missing.includes(Action))
    .map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource }));
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "reader", PolicyDocument }));
  const sts = new STSClient(clientConfig(cloud));
  const input = { RoleArn: created.Role?.Arn, RoleSessionName: "reader" };
  const { Credentials: given } = await sts.send(new AssumeRoleCommand(input));
  return new AthenaClient(
    clientConfig(cloud, {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    }),
  );
}

it("a role with a reader's rights may query", async () => {
  const client = await roleWithout();
  const execution = await run(client, "SELECT count(*) AS n FROM opens");
  expect(execution.Status?.StateChangeReason).toBeUndefined();
  expect(await rows(client, execution)).toEqual([["n"], ["2"]]);
});

it.each(["glue:GetDatabase", "glue:GetTable", "s3:ListBucket", "s3:GetObject", "s3:PutObject"])(
  "a query of a role without %s fails",
  async (action) => {
    const { Status } = await run(await roleWithout(action), "SELECT count(*) AS n FROM opens");
    expect(Status?.State).toBe("FAILED");
    expect(Status?.StateChangeReason).toContain(`is not authorized to perform: ${action} on resource`);
  },
);

it.each(["athena:StartQueryExecution", "s3:GetBucketLocation"])(
  "a role without %s cannot start a query",
  async (action) => {
    const client = await roleWithout(action);
    await expect(run(client, "SELECT 1")).rejects.toThrow(`not authorized to perform: ${action}`);
  },
);
