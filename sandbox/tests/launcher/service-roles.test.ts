import { type RunningCloud, startCloud } from "../../cloud";
import { ACCOUNT, MiniStackCloud, REGION } from "../../gateway/ministack";
import type { Call, FirehoseDelivery } from "../../gateway/service";
import { Upstream } from "../../gateway/upstream";
import { Client, FIRST_START_MS } from "./client";

const SET = `arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/events`;
const STREAM = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/events`;

const delivery: FirehoseDelivery = {
  region: REGION,
  streamArn: STREAM,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/sender`,
  service: "ses.amazonaws.com",
  sourceArn: SET,
  records: ["{}\n"],
};

let running: RunningCloud;
let client: Client;
let upstream: Upstream;
let services: MiniStackCloud;

beforeAll(async () => {
  running = await startCloud();
  client = new Client(running);
  upstream = new Upstream(running.upstreamPort);
  services = new MiniStackCloud(
    upstream,
    () => undefined,
    (call) => services.forward(call),
  );
  await client.json("firehose", "Firehose_20150804.CreateDeliveryStream", { DeliveryStreamName: "events" });
  const from = { StringEquals: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": SET } };
  await client.createRole("sender", "ses.amazonaws.com", from);
  await allow("firehose:PutRecordBatch");
}, FIRST_START_MS);

afterAll(async () => {
  upstream.close();
  await running.stop();
});

const allow = (Action: string): Promise<void> => client.allow("sender", { Action, Resource: STREAM });

it("a service puts records with a role that admits it", async () => {
  await expect(services.putRecords(delivery)).resolves.toBeUndefined();
});

it.each([
  ["another service", { service: "sms-voice.amazonaws.com" }],
  ["another source", { sourceArn: `${SET}-2` }],
  ["another account's source", { sourceArn: SET.replace(ACCOUNT, "999999999999") }],
])("but not for %s", async (_, other) => {
  const refused = services.putRecords({ ...delivery, ...other });
  await expect(refused).rejects.toMatchObject({ status: 403, code: "AccessDeniedException" });
  await expect(refused).rejects.toThrow(/role\/sender: its trust policy does not admit it/);
});

it("nor with a role that is not there", async () => {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/nobody`;
  await expect(services.putRecords({ ...delivery, roleArn })).rejects.toThrow(`There is no role ${roleArn}`);
});

it("nor without the right to put them", async () => {
  await allow("firehose:PutRecord");
  await expect(services.putRecords(delivery)).rejects.toThrow(
    /assumed-role\/sender\/ses is not authorized to perform: firehose:PutRecordBatch/,
  );
  await allow("firehose:PutRecordBatch");
});

it("the session is the same as long as it lasts, and the trust policy decides each time", async () => {
  expect(await services.assumeRole(delivery)).toEqual(await services.assumeRole(delivery));
  await expect(services.assumeRole({ ...delivery, sourceArn: `${SET}-2` })).rejects.toThrow("does not admit it");
});

it("and a session's rights decide about every call", async () => {
  await client.send("s3", "PUT", "/somebodys-bucket");
  const session = await services.assumeRole(delivery);
  const key = "/somebodys-bucket/a%20key?x-id=PutObject";
  const { status, body } = await services.request("s3", REGION, { method: "PUT", path: key, body: "x", session });
  expect([status, body.toString()]).toEqual([403, expect.stringContaining("<Code>AccessDenied</Code>")]);
});

it("and what a call says of itself decides, too: whom a role may be passed on to", async () => {
  const statement = {
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: delivery.roleArn,
    Condition: { StringEquals: { "iam:PassedToService": "sms-voice.amazonaws.com" } },
  };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await client.query("iam", { Action: "PutRolePolicy", RoleName: "sender", PolicyName: "pass", PolicyDocument });
  const { accessKeyId } = await services.assumeRole(delivery);
  const call = { accessKeyId, service: "sms-voice", account: ACCOUNT, region: REGION } as Call;
  const pass = (to: string) =>
    services.authorize(call, "iam:PassRole", delivery.roleArn, { "iam:PassedToService": to });
  await expect(pass("sms-voice.amazonaws.com")).resolves.toBeUndefined();
  await expect(pass("lambda.amazonaws.com")).rejects.toThrow("not authorized to perform: iam:PassRole");
});
