import {
  CreateConfigurationSetCommand,
  CreateEventDestinationCommand,
  DeleteConfigurationSetCommand,
  type EventType,
  SendMediaMessageCommand,
  SendTextMessageCommand,
  SendVoiceMessageCommand,
  UpdateEventDestinationCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { setUp as plain, ROLE, STREAM } from "./fake-cloud";
import busTextDelivered from "./fixtures/eventbridge-text-delivered.json";
import mediaDelivered from "./fixtures/media-delivered.json";
import mediaFileInaccessible from "./fixtures/media-file-inaccessible.json";
import mediaSuccessful from "./fixtures/media-successful.json";
import rcsDelivered from "./fixtures/rcs-delivered.json";
import rcsFailed from "./fixtures/rcs-failed.json";
import rcsQueued from "./fixtures/rcs-queued.json";
import rcsSent from "./fixtures/rcs-sent.json";
import textDelivered from "./fixtures/text-delivered.json";
import textInvalid from "./fixtures/text-invalid.json";
import textQueued from "./fixtures/text-queued.json";
import textSuccessful from "./fixtures/text-successful.json";
import textUnreachable from "./fixtures/text-unreachable.json";
import voiceBusy from "./fixtures/voice-busy.json";
import voiceCompleted from "./fixtures/voice-completed.json";
import voiceInitiated from "./fixtures/voice-initiated.json";

const SET_ARN = "arn:aws:sms-voice:us-east-1:123456789012:configuration-set/news";
const ConfigurationSetName = "news";
const NUMBER = "+14255550142";
const AGENT = "rcs-0123456789abcdef0123456789abcdef";

/** A world with a configuration set that sends events of these types to Firehose. */
async function setUp(...types: EventType[]) {
  const world = plain();
  const { client, service } = world;
  await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
  const create = (EventDestinationName: string, MatchingEventTypes: EventType[], sink: object) =>
    client.send(
      new CreateEventDestinationCommand({ ConfigurationSetName, EventDestinationName, MatchingEventTypes, ...sink }),
    );
  const firehose = { KinesisFirehoseDestination: { IamRoleArn: ROLE, DeliveryStreamArn: STREAM } };
  if (types.length > 0) await create("lake", types, firehose);
  const from = { OriginationIdentity: "+14255550100", ConfigurationSetName, Context: { orderId: "A-1001" } };
  const send = {
    text: (to = NUMBER, as = from.OriginationIdentity) => {
      const input = { ...from, OriginationIdentity: as, DestinationPhoneNumber: to, MessageBody: "Hello" };
      return client.send(new SendTextMessageCommand(input));
    },
    media: (to = NUMBER) => {
      const MediaUrls = ["s3://pictures/a.png"];
      return client.send(new SendMediaMessageCommand({ ...from, DestinationPhoneNumber: to, MediaUrls }));
    },
    voice: (to = NUMBER) =>
      client.send(new SendVoiceMessageCommand({ ...from, DestinationPhoneNumber: to, MessageBody: "Hello" })),
  };
  const fail = (status: string) => service.commands["fail-number"]({ number: NUMBER, status });
  const eventTypes = () => world.cloud.records.map(({ eventType }) => eventType);
  return { ...world, create, send, fail, eventTypes };
}

/** Names and types of all members, so that two values of one shape are equal. */
function shape(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shape(member)]));
}

describe("records of event destinations have the documented shape", () => {
  const send = { text: "text", rcs: "text", media: "media", voice: "voice" } as const;
  it.each([
    ["text", undefined, [textQueued, textSuccessful, textDelivered]],
    ["text", "UNREACHABLE", [textQueued, textUnreachable]],
    ["text", "INVALID", [textQueued, textInvalid]],
    ["media", undefined, [mediaSuccessful, mediaSuccessful, mediaDelivered]],
    ["media", "FILE_INACCESSIBLE", [mediaSuccessful, mediaFileInaccessible]],
    ["voice", undefined, [voiceInitiated, voiceInitiated, voiceInitiated, voiceCompleted]],
    ["voice", "BUSY", [voiceInitiated, voiceBusy]],
    ["rcs", undefined, [rcsQueued, rcsSent, rcsDelivered]],
    ["rcs", "FAILED", [rcsQueued, rcsFailed]],
  ] as const)("for %s, %s", async (kind, failure, samples) => {
    const world = await setUp("ALL");
    if (failure) await world.fail(failure);
    await world.send[send[kind]](NUMBER, ...(kind === "rcs" ? [AGENT] : []));
    await world.service.settled();
    expect(world.cloud.records.map(shape)).toEqual(samples.map(shape));
    const last = samples.at(-1) as Record<string, unknown>;
    for (const key of ["eventType", "isFinal", "messageStatus", "messageStatusDescription"])
      expect(world.cloud.records.at(-1)?.[key]).toEqual(last[key]);
  });
});

describe("what becomes of a message", () => {
  it.each([
    ["+14254147755", ["TEXT_SUCCESSFUL"]],
    ["+14254147167", ["TEXT_UNREACHABLE"]],
    ["+447860019067", ["TEXT_UNREACHABLE"]],
    [NUMBER, ["TEXT_QUEUED", "TEXT_SUCCESSFUL", "TEXT_DELIVERED"]],
  ])("to %s: %j", async (number, expected) => {
    const { service, send, eventTypes } = await setUp("ALL");
    await send.text(number);
    await service.settled();
    expect(eventTypes()).toEqual(expected);
  });

  it("is what a command said, or its own kind's failure, until a reset", async () => {
    const { client, cloud, service, send, fail, eventTypes } = await setUp("ALL");
    await fail("CARRIER_BLOCKED");
    await send.text();
    await send.voice();
    await service.settled();
    expect(eventTypes()).toEqual(["TEXT_QUEUED", "TEXT_CARRIER_BLOCKED", "VOICE_INITIATED", "VOICE_NO_ANSWER"]);
    service.reset();
    await client.send(new SendTextMessageCommand({ DestinationPhoneNumber: NUMBER, MessageBody: "Hello" }));
    await service.settled();
    expect(cloud.events.at(-1)?.detail).toMatchObject({ eventType: "TEXT_DELIVERED" });
  });

  it("repeats the price in every event", async () => {
    const { cloud, service, send } = await setUp("ALL");
    await send.text();
    await service.settled();
    const prices = cloud.records.map(({ totalMessagePrice, totalCarrierFee }) => [totalMessagePrice, totalCarrierFee]);
    expect(prices).toEqual(Array(3).fill([0.00581, 0.00302]));
  });
});

describe("event destinations", () => {
  it("get what they match, under the configuration set's name", async () => {
    const { cloud, client, service, send, eventTypes } = await setUp("TEXT_DELIVERED", "VOICE_ALL");
    await send.text();
    await send.voice();
    await service.settled();
    const voice = ["VOICE_INITIATED", "VOICE_RINGING", "VOICE_ANSWERED", "VOICE_COMPLETED"];
    expect(new Set(eventTypes())).toEqual(new Set(["TEXT_DELIVERED", ...voice]));
    const delivery = { region: "us-east-1", streamArn: STREAM, roleArn: ROLE, service: "sms-voice.amazonaws.com" };
    expect(cloud.puts[0]).toMatchObject({ ...delivery, sourceArn: SET_ARN });
    cloud.puts.length = 0;
    const off = { ConfigurationSetName, EventDestinationName: "lake", Enabled: false };
    await client.send(new UpdateEventDestinationCommand(off));
    await send.text();
    await service.settled();
    expect(cloud.puts).toEqual([]);
  });

  it("that refuse are reported as lost, and the others are served", async () => {
    const { cloud, service, create, send } = await setUp("TEXT_DELIVERED");
    await create("topic", ["TEXT_DELIVERED"], { SnsDestination: { TopicArn: "arn:aws:sns:us-east-1:1:events" } });
    cloud.denied.add("firehose:PutRecordBatch");
    await send.text();
    await service.settled();
    expect(cloud.losses).toEqual([
      expect.stringContaining("not authorized: firehose:PutRecordBatch"),
      "sms-voice: event destination topic is no Firehose, the only kind that is served here.",
    ]);
    expect(cloud.events).toHaveLength(3);
  });

  it("of a set that is gone get nothing", async () => {
    const { cloud, client, service, send } = await setUp("ALL");
    await send.text();
    await client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName }));
    await service.settled();
    expect(cloud.losses).toEqual([]);
  });
});

describe("the default bus", () => {
  it("gets every text, picture and call, without number and context", async () => {
    const { cloud, service, send } = await setUp();
    await send.text();
    await send.media();
    await send.voice();
    await service.settled();
    const delivered = cloud.events.find(
      ({ detail }) => (detail as { eventType: string }).eventType === "TEXT_DELIVERED",
    );
    expect(delivered).toMatchObject({ source: "aws.sms-voice", detailType: "Text Message Delivery Status Updated" });
    expect(shape(delivered?.detail)).toEqual(shape(busTextDelivered.detail));
    expect(new Set(cloud.events.map(({ detailType }) => detailType.split(" ")[0]))).toEqual(
      new Set(["Text", "Media", "Voice"]),
    );
  });

  it("gets no RCS", async () => {
    const { cloud, service, send } = await setUp();
    await send.text(NUMBER, AGENT);
    await service.settled();
    expect(cloud.events).toEqual([]);
  });
});

it.each([
  [{ number: "07700900123" }, "a number such as +447700900123 is needed"],
  [{ number: "+14254147755" }, "the simulator's numbers have outcomes of their own"],
  [{ number: NUMBER, status: "DELIVERED" }, 'status is "DELIVERED"; allowed are BLOCKED, BUSY, CARRIER_BLOCKED'],
])("the command fail-number refuses %j", async (input, reason) => {
  const { service } = plain();
  await expect(service.commands["fail-number"](input)).rejects.toThrow(reason);
});
