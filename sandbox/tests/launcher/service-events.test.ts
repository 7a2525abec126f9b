import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

const QUEUE = "arn:aws:sqs:us-east-1:123456789012:events";

let cloud: RunningCloud;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
}, FIRST_START_MS);

afterAll(() => cloud.stop());

it("an event of an AWS service reaches the rules of the default bus", async () => {
  const url = await client.createQueue("events");
  const rule = { Name: "ses", EventPattern: JSON.stringify({ source: ["aws.ses"], "detail-type": ["Email Bounced"] }) };
  await client.json("events", "AWSEvents.PutRule", rule);
  await client.json("events", "AWSEvents.PutTargets", { Rule: "ses", Targets: [{ Id: "queue", Arn: QUEUE }] });
  const response = await fetch(`${cloud.endpoint}/_sandbox/publish-event`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ source: "aws.ses", detailType: "Email Bounced", detail: { n: 1 }, resources: ["arn:x"] }),
  });
  expect(response.status).toBe(200);
  const [message] = await client.receive(url);
  expect(JSON.parse(message?.Body ?? "{}")).toMatchObject({
    source: "aws.ses",
    "detail-type": "Email Bounced",
    account: "123456789012",
    region: "us-east-1",
    resources: ["arn:x"],
    detail: { n: 1 },
  });
});

it("which a client cannot publish", async () => {
  const Entries = [{ Source: "aws.ses", DetailType: "Email Bounced", Detail: "{}" }];
  const output = await client.json<object>("events", "AWSEvents.PutEvents", { Entries });
  expect(output).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: "NotAuthorizedForSourceException" }] });
});
