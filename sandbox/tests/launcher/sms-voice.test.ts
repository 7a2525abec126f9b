import { jsonDocuments } from "../../../functions/shared/json-documents";
import { runCommand } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { ACCOUNT, REGION } from "../../gateway/ministack";
import { type Client, FIRST_START_MS } from "./client";
import { Lake } from "./lake";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/sms`;
const STREAM = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/events`;
const SET = `arn:aws:sms-voice:${REGION}:${ACCOUNT}:configuration-set/news`;
const ConfigurationSetName = "news";

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
  await smsVoice("CreateConfigurationSet", { ConfigurationSetName });
}, FIRST_START_MS);

afterAll(() => cloud.stop());

const smsVoice = (operation: string, input: object): Promise<object> =>
  client.json("sms-voice", `PinpointSMSVoiceV2.${operation}`, input);

const createDestination = (EventDestinationName: string): Promise<object> =>
  smsVoice("CreateEventDestination", {
    ConfigurationSetName,
    EventDestinationName,
    MatchingEventTypes: ["ALL"],
    KinesisFirehoseDestination: { IamRoleArn: ROLE, DeliveryStreamArn: STREAM },
  });

const command = (name: string, input: object): Promise<string> =>
  runCommand(cloud.endpoint, name, JSON.stringify(input));

it("an event destination needs a role that admits its configuration set and may write to the stream", async () => {
  const service = "sms-voice.amazonaws.com";
  const from = (sourceArn: string): object => ({
    StringEquals: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": sourceArn },
  });
  await client.createRole("sms", service, from(`${SET}-2`));
  await expect(createDestination("lake")).rejects.toThrow("its trust policy does not admit it");
  await client.admit("sms", service, from(SET));
  await expect(createDestination("lake")).rejects.toThrow("not authorized to perform: firehose:PutRecordBatch");
  await lake.allow("sms", { "firehose:PutRecordBatch": STREAM });
  await expect(createDestination("lake")).resolves.toMatchObject({ ConfigurationSetArn: SET });
});

it("and then the stream gets the events of the set's messages", async () => {
  const message = { DestinationPhoneNumber: "+14255550142", MessageBody: "Hello" };
  await smsVoice("SendTextMessage", { ...message, ConfigurationSetName, Context: { orderId: "A-1001" } });
  await smsVoice("SendTextMessage", message);
  await command("settle", {});
  await lake.flush("events");
  const events = jsonDocuments(String(await lake.read("events/"))).map((text) => JSON.parse(text));
  expect(events.map(({ eventType }) => eventType)).toEqual(["TEXT_QUEUED", "TEXT_SUCCESSFUL", "TEXT_DELIVERED"]);
  expect(events[0]).toMatchObject({ destinationPhoneNumber: "+14255550142", context: { orderId: "A-1001" } });
});

it("texts above the rate are throttled until it is taken away", async () => {
  const text = { DestinationPhoneNumber: "+14255550142", OriginationIdentity: "+12065550152", MessageBody: "Hello" };
  const rate = { originationIdentity: text.OriginationIdentity };
  // So slow that the second text is too early on any machine.
  await command("set-sms-rate", { ...rate, partsPerSecond: 0.001 });
  await smsVoice("SendTextMessage", text);
  await expect(smsVoice("SendTextMessage", text)).rejects.toThrow(/400 .*"__type":"ThrottlingException"/);
  await command("set-sms-rate", { ...rate, partsPerSecond: null });
  await expect(smsVoice("SendTextMessage", text)).resolves.toMatchObject({ MessageId: expect.any(String) });
});

it("a failing number's events reach the default bus in order", async () => {
  const url = await client.createQueue("statuses");
  const rule = { Name: "sms", EventPattern: JSON.stringify({ source: ["aws.sms-voice"] }) };
  await client.json("events", "AWSEvents.PutRule", rule);
  const Arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:statuses`;
  await client.json("events", "AWSEvents.PutTargets", { Rule: "sms", Targets: [{ Id: "queue", Arn }] });
  const number = "+447700900123";
  await command("fail-number", { number, status: "BLOCKED" });
  await smsVoice("SendTextMessage", { DestinationPhoneNumber: number, MessageBody: "Hello" });
  await command("settle", {});
  const details = (await client.receive(url)).map(({ Body }) => JSON.parse(Body).detail);
  expect(details).toMatchObject([
    { eventType: "TEXT_QUEUED", isFinal: false },
    { eventType: "TEXT_BLOCKED", isFinal: true, isoCountryCode: "GB" },
  ]);
});
