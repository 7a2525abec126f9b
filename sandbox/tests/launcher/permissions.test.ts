import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

/** Calls SQS and SES as a role, signed by hand with Node's own crypto: SigV4 in the smallest form. */
const SOURCE = `
const crypto = require("node:crypto");
const hash = (text) => crypto.createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => crypto.createHmac("sha256", key).update(text).digest();
exports.handler = async ({ service, method, path, headers = {}, body = "" }) => {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token, AWS_REGION: region } = process.env;
  const url = new URL(path, process.env.AWS_ENDPOINT_URL);
  const date = new Date().toISOString().replace(/[-:]|\\.\\d+/g, "");
  const all = { ...headers, host: url.host, "x-amz-date": date, "x-amz-security-token": token };
  const names = Object.keys(all).sort();
  const canonical = [method, url.pathname, "", ...names.map((n) => n + ":" + all[n]), "", names.join(";"), hash(body)].join("\\n");
  const scope = [date.slice(0, 8), region, service, "aws4_request"].join("/");
  const key = scope.split("/").reduce(hmac, "AWS4" + secret);
  const signature = hmac(key, ["AWS4-HMAC-SHA256", date, scope, hash(canonical)].join("\\n")).toString("hex");
  const authorization = "AWS4-HMAC-SHA256 Credential=" + id + "/" + scope + ", SignedHeaders=" + names.join(";") + ", Signature=" + signature;
  const response = await fetch(url, { method, headers: { ...all, authorization }, body: body || undefined });
  return { status: response.status, body: await response.text() };
};`;

interface Answer {
  status: number;
  body: string;
}

let cloud: RunningCloud;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
  await client.createFunction("caller", SOURCE);
}, FIRST_START_MS);

afterAll(() => cloud.stop());

const allow = (Action: string, Resource: string): Promise<void> => client.allow("caller", { Action, Resource });

const forbid = (): Promise<string> =>
  client.query("iam", { Action: "DeleteRolePolicy", RoleName: "caller", PolicyName: "only" });

it("a function may do what its role allows, from the next call on", async () => {
  const url = await client.createQueue("target");
  const call = {
    service: "sqs",
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" },
    body: JSON.stringify({ QueueUrl: url, MessageBody: "x" }),
  };
  const denied = await client.invoke<Answer>("caller", call);
  expect(denied).toMatchObject({
    status: 403,
    body: expect.stringContaining("not authorized to perform: sqs:SendMessage"),
  });
  await allow("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:other");
  expect((await client.invoke<Answer>("caller", call)).status).toBe(403);
  await allow("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:target");
  expect((await client.invoke<Answer>("caller", call)).status).toBe(200);
  await forbid();
  expect((await client.invoke<Answer>("caller", call)).status).toBe(403);
});

it("who may send a message may send several with one call", async () => {
  const Entries = [{ Id: "a", MessageBody: "x" }];
  const call = {
    service: "sqs",
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessageBatch" },
    body: JSON.stringify({ QueueUrl: await client.createQueue("several"), Entries }),
  };
  const denied = await client.invoke<Answer>("caller", call);
  expect(denied.body).toContain("not authorized to perform: sqs:SendMessage because");
  await allow("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:several");
  expect((await client.invoke<Answer>("caller", call)).status).toBe(200);
  await forbid();
});

it("services that the gateway answers itself ask the same policies", async () => {
  const call = {
    service: "ses",
    method: "PUT",
    path: "/v2/email/suppression/addresses",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ EmailAddress: "gone@example.com", Reason: "BOUNCE" }),
  };
  const denied = await client.invoke<Answer>("caller", call);
  expect(denied.status).toBe(403);
  expect(denied.body).toMatch(/assumed-role\/caller\/.* is not authorized to perform: ses:PutSuppressedDestination/);
  await allow("ses:PutSuppressedDestination", "*");
  expect(await client.invoke<Answer>("caller", call)).toMatchObject({ status: 200 });
  await forbid();
});
