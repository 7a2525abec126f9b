import { runCommand } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { ACCOUNT, REGION } from "../../gateway/ministack";
import { type Client, FIRST_START_MS } from "./client";
import { Lake } from "./lake";

const STREAM = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/events`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;
const SET_ARN = `arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/prod-events`;
const SETS = "/v2/email/configuration-sets";
const FIREHOSE = { KinesisFirehoseDestination: { DeliveryStreamArn: STREAM, IamRoleArn: ROLE } };

let cloud: RunningCloud;
let lake: Lake;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud();
  lake = new Lake(cloud);
  client = lake.client;
  await lake.create();
  await lake.allow("firehose", { "s3:PutObject": "arn:aws:s3:::lake/*" });
  await lake.createStream("events");
  await client.createRole("events", "ses.amazonaws.com", from(SET_ARN));
  await ses("POST", "/v2/email/identities", { EmailIdentity: "mail.example.com" });
  await ses("POST", SETS, { ConfigurationSetName: "prod-events" });
}, FIRST_START_MS);

afterAll(() => cloud.stop());

const ses = async <T>(method: string, path: string, input: object): Promise<T> => {
  const headers = { "content-type": "application/json" };
  return (await client.send("ses", method, path, headers, JSON.stringify(input))).json() as Promise<T>;
};

const destination = (name: string, target: object): Promise<object> =>
  ses("POST", `${SETS}/prod-events/event-destinations`, {
    EventDestinationName: name,
    EventDestination: { Enabled: true, MatchingEventTypes: ["SEND", "OPEN"], ...target },
  });

const from = (sourceArn: string): object => ({
  StringEquals: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": sourceArn },
});

it("a Firehose destination needs a role that admits the configuration set and may put records", async () => {
  await expect(destination("lake", FIREHOSE)).rejects.toThrow(`Could not access Kinesis Firehose Stream <${STREAM}>`);
  await lake.allow("events", { "firehose:PutRecordBatch": STREAM });
  await client.admit("events", "ses.amazonaws.com", from(`${SET_ARN}-2`));
  await expect(destination("lake", FIREHOSE)).rejects.toThrow(`Could not assume IAM role <${ROLE}>`);
  await client.admit("events", "ses.amazonaws.com", from(SET_ARN));
  await expect(destination("lake", FIREHOSE)).resolves.toEqual({});
});

it("CloudWatch counts what happens, and nothing is lost on the way to Firehose", async () => {
  const dimension = { DimensionName: "campaign", DimensionValueSource: "MESSAGE_TAG", DefaultDimensionValue: "none" };
  await destination("metrics", { CloudWatchDestination: { DimensionConfigurations: [dimension] } });
  const { MessageId: messageId } = await ses<{ MessageId: string }>("POST", "/v2/email/outbound-emails", {
    FromEmailAddress: "news@mail.example.com",
    Destination: { ToAddresses: ["dana@example.com"] },
    Content: { Simple: { Subject: { Data: "Hello" }, Body: { Html: { Data: "<p>Hi</p>" } } } },
    EmailTags: [{ Name: "campaign", Value: "october" }],
    ConfigurationSetName: "prod-events",
  });
  const answer = JSON.parse(await runCommand(cloud.endpoint, "open-message", JSON.stringify({ messageId })));
  expect(answer).toEqual({ messageId, eventDestinations: ["lake", "metrics"] });
  await runCommand(cloud.endpoint, "settle", "{}");
  const list = "GraniteServiceVersion20100801.ListMetrics";
  const { Metrics } = await client.json<{ Metrics: object[] }>("monitoring", list, { Namespace: "AWS/SES" });
  const Dimensions = [{ Name: "campaign", Value: "october" }];
  for (const MetricName of ["Send", "Open"])
    expect(Metrics).toContainEqual({ Namespace: "AWS/SES", MetricName, Dimensions });
  expect(await lake.flush("events")).toMatchObject({ records: 2, failed: 0, lost: 0 });
  expect(await cloud.lostDeliveries()).toEqual([]);
});
