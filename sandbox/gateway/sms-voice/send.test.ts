import {
  CreateConfigurationSetCommand,
  SendMediaMessageCommand,
  SendRcsMessageCommand,
  SendTextMessageCommand,
  type SendTextMessageRequest,
  SendVoiceMessageCommand,
  SetDefaultMessageTypeCommand,
  SetDefaultSenderIdCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { Message } from "./events";
import { setUp as plain } from "./fake-cloud";

const ConfigurationSetName = "news";
const OriginationIdentity = "+12065550152";
const TO = { DestinationPhoneNumber: "+447700900123", OriginationIdentity };

async function setUp() {
  const world = plain();
  await world.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
  world.cloud.authorized.length = 0;
  const text = (input: Partial<SendTextMessageRequest> = {}) =>
    world.client.send(new SendTextMessageCommand({ ...TO, MessageBody: "Your code is 1234", ...input }));
  const sent = async () => ((await world.service.commands["sent-messages"]({})) as { messages: Message[] }).messages;
  return { ...world, text, sent };
}

describe("a message", () => {
  it("is kept with its price, its parts and what the configuration set says", async () => {
    const { client, text, sent } = await setUp();
    await client.send(new SetDefaultMessageTypeCommand({ ConfigurationSetName, MessageType: "PROMOTIONAL" }));
    await client.send(new SetDefaultSenderIdCommand({ ConfigurationSetName, SenderId: "NEWS" }));
    const { MessageId } = await text({
      OriginationIdentity: undefined,
      ConfigurationSetName,
      MessageBody: "x".repeat(161),
      Context: { orderId: "A-1001" },
    });
    expect(await sent()).toEqual([
      expect.objectContaining({
        kind: "TEXT",
        messageId: MessageId,
        origin: "NEWS",
        destination: "+447700900123",
        messageType: "PROMOTIONAL",
        encoding: "GSM",
        parts: 2,
        price: 0.0824,
        carrierFee: 0,
        context: { orderId: "A-1001" },
      }),
    ]);
  });

  it("may be a text, a picture, a call or RCS", async () => {
    const { client, text, sent } = await setUp();
    await text();
    await text({ OriginationIdentity: "rcs-0123456789abcdef" });
    await client.send(new SendMediaMessageCommand({ ...TO, MediaUrls: ["s3://pictures/a.png"] }));
    await client.send(new SendVoiceMessageCommand({ ...TO, MessageBody: "Hello", VoiceId: "JOANNA" }));
    const RcsMessageContent = { MessageBody: { TextMessage: { Body: "Hello" } } } as never;
    await client.send(new SendRcsMessageCommand({ ...TO, OriginationIdentity: "rcs-01", RcsMessageContent }));
    expect((await sent()).map(({ kind }) => kind)).toEqual(["TEXT", "RCS", "MEDIA", "VOICE", "RCS"]);
  });

  it("that is only tried is checked and not sent", async () => {
    const { cloud, service, text, sent } = await setUp();
    expect((await text({ DryRun: true })).MessageId).toEqual(expect.any(String));
    await service.settled();
    expect([await sent(), cloud.events]).toEqual([[], []]);
    await expect(text({ DryRun: true, MessageBody: undefined })).rejects.toMatchObject({ Reason: "MISSING_PARAMETER" });
  });

  it("is forgotten after a reset", async () => {
    const { service, text, sent } = await setUp();
    await text();
    service.reset();
    expect(await sent()).toEqual([]);
    await expect(text({ ConfigurationSetName })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("a send is refused", () => {
  const invalid = { name: "ValidationException", Reason: "FIELD_VALIDATION_FAILED" };
  const six = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((key) => [key, "1"]));
  it.each<[string, Partial<SendTextMessageRequest>, object]>([
    ["to no number", { DestinationPhoneNumber: "dana@example.com" }, invalid],
    ["to a number with a leading zero", { DestinationPhoneNumber: "07700900123" }, invalid],
    ["to an unknown country", { DestinationPhoneNumber: "+9999999999" }, { Reason: "DESTINATION_COUNTRY_BLOCKED" }],
    ["without a text", { MessageBody: undefined }, { name: "ValidationException", Reason: "MISSING_PARAMETER" }],
    ["with a blank text", { MessageBody: "  " }, invalid],
    ["with more than 1,600 characters", { MessageBody: "x".repeat(1601) }, invalid],
    ["with an unknown type", { MessageType: "MARKETING" as never }, invalid],
    ["that would expire at once", { TimeToLive: 4 }, invalid],
    ["that would expire after 72 hours", { TimeToLive: 259_201 }, invalid],
    ["with six pairs of context", { Context: six }, invalid],
    ["with an empty value in its context", { Context: { a: "" } }, invalid],
    ["that costs more than it may", { MaxPrice: "0.01" }, { Reason: "PRICE_OVER_THRESHOLD" }],
    ["with a set that is not there", { ConfigurationSetName: "none" }, { name: "ResourceNotFoundException" }],
  ])("%s", async (_, input, refusal) => {
    const { cloud, service, text, sent } = await setUp();
    await expect(text(input)).rejects.toMatchObject(refusal);
    await service.settled();
    expect([await sent(), cloud.events]).toEqual([[], []]);
  });

  it("when a call has more than 3,000 characters that are no SSML", async () => {
    const { client } = await setUp();
    const speak = (MessageBodyTextType: "TEXT" | "SSML") =>
      client.send(new SendVoiceMessageCommand({ ...TO, MessageBody: "x".repeat(3001), MessageBodyTextType }));
    await expect(speak("TEXT")).rejects.toMatchObject(invalid);
    await expect(speak("SSML")).resolves.toBeDefined();
  });

  it("when a picture has neither text nor file", async () => {
    const { client } = await setUp();
    await expect(client.send(new SendMediaMessageCommand(TO))).rejects.toMatchObject({ Reason: "MISSING_PARAMETER" });
  });
});

describe("permission to send", () => {
  const arn = (resource: string) => `arn:aws:sms-voice:us-east-1:123456789012:${resource}`;
  it.each([
    [undefined, "*"],
    ["+12065550152", arn("phone-number/*")],
    ["phone-0a1b", arn("phone-number/phone-0a1b")],
    ["pool-0a1b", arn("pool/pool-0a1b")],
    ["rcs-0a1b", arn("rcs-agent/rcs-0a1b")],
    ["NEWS", arn("sender-id/NEWS/GB")],
    [arn("sender-id/NEWS/GB"), arn("sender-id/NEWS/GB")],
  ])("as %s is asked for on %s", async (identity, resource) => {
    const { cloud, text } = await setUp();
    await text({ OriginationIdentity: identity });
    expect(cloud.authorized).toEqual([`sms-voice:SendTextMessage ${resource}`]);
    cloud.denied.add("sms-voice:SendTextMessage");
    await expect(text()).rejects.toThrow("not authorized: sms-voice:SendTextMessage");
  });
});
