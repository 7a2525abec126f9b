import {
  CreateEmailIdentityCommand,
  GetAccountCommand,
  ListEmailTemplatesCommand,
  PutAccountSendingAttributesCommand,
  SESv2Client,
  SendBulkEmailCommand,
  SendEmailCommand,
  SendingPausedException,
  TestRenderEmailTemplateCommand,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { clientSettings, runCommand } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

const FromEmailAddress = "news@mail.example.com";

let cloud: RunningCloud;
let ses: SESv2Client;

beforeAll(async () => {
  cloud = await startCloud();
  ses = new SESv2Client({ ...clientSettings(cloud), maxAttempts: 1 });
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: "mail.example.com" }));
  await new Client(cloud).query("ses", {
    Action: "CreateTemplate",
    Version: "2010-12-01",
    "Template.TemplateName": "greeting",
    "Template.SubjectPart": "Hello {{name}}",
    "Template.TextPart": "{{#if vip}}Dear {{/if}}{{name}}",
  });
}, FIRST_START_MS);

afterAll(() => cloud.stop());

const command = async (name: string, input: object): Promise<unknown> =>
  JSON.parse(await runCommand(cloud.endpoint, name, JSON.stringify(input)));

const mail = (to: string) =>
  new SendEmailCommand({
    FromEmailAddress,
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: { Data: "Re: Hello" },
        Body: { Text: { Data: "Hi" } },
        Headers: [{ Name: "Auto-Submitted", Value: "auto-replied" }],
        Attachments: [{ FileName: "a.txt", RawContent: Buffer.from("abc") }],
      },
    },
  });

it("a template made by v1 is filled in by v2: listed, tried, sent in bulk", async () => {
  const { TemplatesMetadata } = await ses.send(new ListEmailTemplatesCommand({}));
  expect(TemplatesMetadata).toEqual([{ TemplateName: "greeting", CreatedTimestamp: expect.any(Date) }]);
  const TemplateData = JSON.stringify({ name: "Ada", vip: true });
  const { RenderedTemplate } = await ses.send(
    new TestRenderEmailTemplateCommand({ TemplateName: "greeting", TemplateData }),
  );
  expect(RenderedTemplate).toContain("Dear Ada");
  const { BulkEmailEntryResults } = await ses.send(
    new SendBulkEmailCommand({
      FromEmailAddress,
      DefaultContent: { Template: { TemplateName: "greeting", TemplateData: '{"name":"you"}' } },
      BulkEmailEntries: [
        {
          Destination: { ToAddresses: ["ada@example.org"] },
          ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: TemplateData } },
        },
        { Destination: { ToAddresses: ["brian@example.org"] } },
      ],
    }),
  );
  expect(BulkEmailEntryResults?.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS"]);
  expect(await command("sent-mail", {})).toMatchObject([
    { to: ["ada@example.org"], subject: "Hello Ada", text: "Dear Ada" },
    { to: ["brian@example.org"], subject: "Hello you", text: "you" },
  ]);
});

it("a mail is shown with its own headers and attachments", async () => {
  await ses.send(mail("carla@example.org"));
  expect(await command("sent-mail", { to: "carla@example.org" })).toMatchObject([
    {
      headers: expect.arrayContaining([{ name: "Auto-Submitted", value: "auto-replied" }]),
      attachments: [{ fileName: "a.txt", bytes: 3 }],
    },
  ]);
});

it("the quota throttles in the SDK's own error, GetAccount tells it, the statistics count it", async () => {
  await command("set-send-quota", { maxSendRate: 1, max24HourSend: 200 });
  await ses.send(mail("dana@example.org"));
  await expect(ses.send(mail("dana@example.org"))).rejects.toBeInstanceOf(TooManyRequestsException);
  const { SendQuota } = await ses.send(new GetAccountCommand({}));
  expect(SendQuota).toMatchObject({ MaxSendRate: 1, Max24HourSend: 200 });
  const { seconds } = (await command("send-statistics", {})) as { seconds: { throttled: number }[] };
  expect(seconds.reduce((sum, { throttled }) => sum + throttled, 0)).toBe(1);
});

it("a paused account sends nothing", async () => {
  await ses.send(new PutAccountSendingAttributesCommand({ SendingEnabled: false }));
  await expect(ses.send(mail("emil@example.org"))).rejects.toBeInstanceOf(SendingPausedException);
});
