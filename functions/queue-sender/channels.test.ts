import type { PinpointClient } from "@aws-sdk/client-pinpoint";
import type { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { mail } from "../testing/sender-world";
import { pinpointChannel, sesChannel, smsChannel } from "./channels";
import type { ReadyMessage } from "./cost";
import { parseMessage } from "./message";

/** A client that keeps its command, and answers so. */
function client(answer: unknown = {}) {
  const commands: { name: string; input: unknown }[] = [];
  const send = async (command: { constructor: { name: string }; input: unknown }) => {
    commands.push({ name: command.constructor.name, input: command.input });
    return answer;
  };
  return { send, commands };
}

function parsed(message: unknown): ReadyMessage {
  return parseMessage(JSON.stringify(message), "m0") as ReadyMessage;
}

async function sesInput(ses: Readonly<Record<string, unknown>>, others = {}, configurationSet?: string) {
  const ses2 = client({ MessageId: "0100", BulkEmailEntryResults: [] });
  await sesChannel(ses2 as unknown as SESv2Client, configurationSet).send(parsed(mail("x", ses, others)));
  return ses2.commands;
}

test("a simple mail becomes SendEmail with everything that it says", async () => {
  const attachments = [{ FileName: "a.txt", RawContent: "aGk=", ContentType: "text/plain" }];
  const content = { kind: "simple", subject: "Grüße", html: "<p>h</p>", text: "t", attachments };
  const ses = {
    content,
    cc: ["b@example.com"],
    bcc: ["c@example.com"],
    reply_to: ["d@example.com"],
    configuration_set: "own",
    headers: [{ name: "X-A", value: "b" }],
  };
  expect(await sesInput(ses, { tags: { campaign: "c" } }, "lane")).toEqual([
    {
      name: "SendEmailCommand",
      input: {
        FromEmailAddress: "News <news@example.com>",
        Destination: {
          ToAddresses: ["ana@example.com"],
          CcAddresses: ["b@example.com"],
          BccAddresses: ["c@example.com"],
        },
        ReplyToAddresses: ["d@example.com"],
        ConfigurationSetName: "own",
        EmailTags: [{ Name: "campaign", Value: "c" }],
        Content: {
          Simple: {
            Subject: { Data: "Grüße", Charset: "UTF-8" },
            Body: { Html: { Data: "<p>h</p>", Charset: "UTF-8" }, Text: { Data: "t", Charset: "UTF-8" } },
            Headers: [{ Name: "X-A", Value: "b" }],
            Attachments: [{ FileName: "a.txt", RawContent: Buffer.from("hi"), ContentType: "text/plain" }],
          },
        },
      },
    },
  ]);
});

test("a raw mail without address fields has no Destination, so that SES reads its headers", async () => {
  const [command] = await sesInput({ to: [], content: { kind: "raw", data_base64: "VG86IGE=" } }, {}, "lane");
  expect(command?.input).toEqual({
    FromEmailAddress: "News <news@example.com>",
    ConfigurationSetName: "lane",
    EmailTags: [],
    Content: { Raw: { Data: Buffer.from("To: a") } },
  });
});

test("a template goes by its name or its ARN, with its data as JSON", async () => {
  const [byName] = await sesInput({ content: { kind: "template", template_name: "t", data: { name: "Ana" } } });
  expect(byName?.input).toMatchObject({ Content: { Template: { TemplateName: "t", TemplateData: '{"name":"Ana"}' } } });
  const [byArn] = await sesInput({ content: { kind: "template", template_arn: "arn:t" } });
  expect(byArn?.input).toMatchObject({ Content: { Template: { TemplateArn: "arn:t", TemplateData: "{}" } } });
});

test("a bulk mail becomes SendBulkEmail, and tells what became of each entry", async () => {
  const ses = client({
    BulkEmailEntryResults: [{ Status: "SUCCESS" }, { Status: "ACCOUNT_THROTTLED", Error: "slow" }],
  });
  const entries = [
    { to: ["a@example.com"], data: { n: 1 } },
    { to: ["b@example.com"], cc: ["c@example.com"] },
  ];
  const content = { kind: "bulk", template_name: "t", default_data: { n: 0 }, entries };
  const message = parsed(mail("x", { to: [], content }, { tags: { a: "b" } }));
  expect(await sesChannel(ses as unknown as SESv2Client).send(message)).toEqual({
    parts: [
      { part: "0", failure: undefined },
      { part: "1", failure: { class: "rate", code: "ACCOUNT_THROTTLED", message: "slow" } },
    ],
  });
  expect(ses.commands).toEqual([
    {
      name: "SendBulkEmailCommand",
      input: {
        FromEmailAddress: "News <news@example.com>",
        DefaultEmailTags: [{ Name: "a", Value: "b" }],
        DefaultContent: { Template: { TemplateName: "t", TemplateData: '{"n":0}' } },
        BulkEmailEntries: [
          {
            Destination: { ToAddresses: ["a@example.com"] },
            ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: '{"n":1}' } },
          },
          { Destination: { ToAddresses: ["b@example.com"], CcAddresses: ["c@example.com"] } },
        ],
      },
    },
  ]);
});

test("a text becomes SendTextMessage", async () => {
  const voice = client({ MessageId: "sms-1" });
  const sms = {
    to: "+14255550100",
    body: "Hello",
    origination_identity: "+12065550199",
    message_type: "TRANSACTIONAL",
    ttl_seconds: 300,
    max_price: "0.50",
  };
  const message = parsed({ version: 1, id: "x", channel: "sms", tags: { a: "b" }, sms });
  const channel = smsChannel(voice as unknown as PinpointSMSVoiceV2Client, "lane");
  expect(await channel.send(message)).toEqual({ messageId: "sms-1" });
  expect(voice.commands).toEqual([
    {
      name: "SendTextMessageCommand",
      input: {
        DestinationPhoneNumber: "+14255550100",
        OriginationIdentity: "+12065550199",
        MessageBody: "Hello",
        MessageType: "TRANSACTIONAL",
        ConfigurationSetName: "lane",
        TimeToLive: 300,
        MaxPrice: "0.50",
        Context: { a: "b" },
      },
    },
  ]);
});

test("Pinpoint's answer is read address by address", async () => {
  const Result = {
    a: { DeliveryStatus: "SUCCESSFUL", MessageId: "1" },
    b: { DeliveryStatus: "THROTTLED", StatusMessage: "slow" },
  };
  const api = client({ MessageResponse: { Result } });
  const pinpoint = {
    addresses: { a: { ChannelType: "SMS" }, b: {}, c: {} },
    message_configuration: { SMSMessage: {} },
  };
  const message = parsed({ version: 1, id: "x", channel: "pinpoint", pinpoint });
  expect(await pinpointChannel(api as unknown as PinpointClient, "app").send(message)).toEqual({
    messageId: undefined,
    parts: [
      { part: "a", failure: undefined },
      { part: "b", failure: { class: "rate", code: "THROTTLED", message: "slow" } },
      { part: "c", failure: { class: "transient", code: "UNKNOWN_FAILURE", message: "" } },
    ],
  });
  expect(api.commands).toMatchObject([
    { name: "SendMessagesCommand", input: { ApplicationId: "app", MessageRequest: { Addresses: pinpoint.addresses } } },
  ]);
  await expect(pinpointChannel(api as unknown as PinpointClient).send(message)).rejects.toMatchObject({
    code: "NO_APPLICATION",
  });
});
