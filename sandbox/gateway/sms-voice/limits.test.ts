import {
  ConflictException,
  SendMediaMessageCommand,
  SendTextMessageCommand,
  type SendTextMessageRequest,
  ServiceQuotaExceededException,
  ThrottlingException,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { NOW, setUp as plain } from "./fake-cloud";

const OriginationIdentity = "+12065550152";
const TO = { DestinationPhoneNumber: "+447700900123", OriginationIdentity, MessageBody: "Hello" };

function setUp() {
  let now = NOW.getTime();
  const { client, service } = plain(() => new Date(now));
  const send = (input: Partial<SendTextMessageRequest> = {}) =>
    client.send(new SendTextMessageCommand({ ...TO, ...input }));
  const wait = (seconds: number) => {
    now += seconds * 1_000;
  };
  return { client, service, commands: service.commands, send, wait };
}

describe("the rate of an origination identity", () => {
  it("counts a send that names none for the number it goes out from", async () => {
    const { commands, send } = setUp();
    await commands["set-sms-rate"]({ originationIdentity: "+12065550100", partsPerSecond: 1 });
    await send({ OriginationIdentity: undefined });
    await expect(send({ OriginationIdentity: "+12065550100" })).rejects.toBeInstanceOf(ThrottlingException);
  });

  it("throttles parts above one second's burst, and no other identity's", async () => {
    const { commands, send, wait } = setUp();
    await commands["set-sms-rate"]({ originationIdentity: OriginationIdentity, partsPerSecond: 2 });
    await send({ MessageBody: "x".repeat(161) });
    const refusal = await send().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ThrottlingException);
    expect(refusal).toMatchObject({ $retryable: { throttling: true }, $metadata: { httpStatusCode: 400 } });
    await send({ OriginationIdentity: "+12065550199" });
    await send({ DryRun: true });
    wait(0.5);
    await send();
  });

  it("shows in the statistics, in parts", async () => {
    const { commands, send } = setUp();
    await commands["set-sms-rate"]({ originationIdentity: OriginationIdentity, partsPerSecond: 2 });
    await send({ MessageBody: "x".repeat(161) });
    await expect(send()).rejects.toBeInstanceOf(ThrottlingException);
    expect(await commands["sms-statistics"]({})).toEqual({
      partsPerSecond: { [OriginationIdentity]: 2 },
      seconds: [{ second: Math.floor(NOW.getTime() / 1_000), accepted: 2, throttled: 1 }],
    });
  });
});

it("the spend limit ends a kind of message until the month ends", async () => {
  const { client, commands, send, wait } = setUp();
  await commands["set-sms-spend-limit"]({ monthlyLimit: 0.06 });
  await send();
  const refusal = await send().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ServiceQuotaExceededException);
  expect(refusal).toMatchObject({ Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" });
  await expect(client.send(new SendMediaMessageCommand(TO))).rejects.toMatchObject({
    Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA",
  });
  wait(31 * 86_400);
  await send();
});

it("the spend limit can be taken away", async () => {
  const { commands, send } = setUp();
  await commands["set-sms-spend-limit"]({ monthlyLimit: 0.001 });
  await expect(send()).rejects.toBeInstanceOf(ServiceQuotaExceededException);
  expect(await commands["set-sms-spend-limit"]({ monthlyLimit: null })).toEqual({ monthlyLimit: null });
  await expect(send()).resolves.toBeDefined();
});

it("a number that opted out gets nothing", async () => {
  const { commands, send } = setUp();
  await commands["opt-out-number"]({ number: TO.DestinationPhoneNumber });
  const refusal = await send().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ConflictException);
  expect(refusal).toMatchObject({
    Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    ResourceType: "opted-out-number",
    ResourceId: TO.DestinationPhoneNumber,
  });
  await send({ DestinationPhoneNumber: "+447700900124" });
  await commands["opt-in-number"]({ number: TO.DestinationPhoneNumber });
  await expect(send()).resolves.toBeDefined();
});

it("a reset lifts all limits", async () => {
  const { commands, send, service } = setUp();
  await commands["opt-out-number"]({ number: TO.DestinationPhoneNumber });
  await commands["set-sms-spend-limit"]({ monthlyLimit: 0.001 });
  await commands["set-sms-rate"]({ originationIdentity: OriginationIdentity, partsPerSecond: 1 });
  service.reset();
  await send();
  await send();
  expect(await commands["sms-statistics"]({})).toMatchObject({ partsPerSecond: {} });
});

test.each([
  ["set-sms-rate", { originationIdentity: "", partsPerSecond: 1 }, 'originationIdentity is ""'],
  ["set-sms-rate", { originationIdentity: "NEWS", partsPerSecond: 0 }, "partsPerSecond is 0"],
  ["set-sms-spend-limit", {}, "monthlyLimit is undefined; a number above 0, or null for no limit, is needed."],
  ["opt-out-number", { number: "447700900123" }, "a number such as +447700900123 is needed"],
  ["opt-in-number", {}, "number is undefined; a number such as +447700900123 is needed"],
] as const)("%s refuses %j", async (command, input, text) => {
  await expect(setUp().commands[command](input)).rejects.toThrow(text);
});
