import { FakeDynamoDb } from "../testing/fake-dynamodb";
import { inboundEvent } from "../testing/inbound-mail";
import { inLambda } from "../testing/lambda-environment";

const calls: { readonly command: string; readonly input: Record<string, unknown> }[] = [];
const refusals: Error[] = [];
const dynamoDb = new FakeDynamoDb();
const template = { TemplateContent: { Subject: "Re: ", Html: "<p>Dear %%NAME%%</p>" } };

const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
  calls.push({ command: command.constructor.name, input: command.input });
  if (command.constructor.name === "GetEmailTemplateCommand") return template;
  const refusal = refusals.shift();
  if (refusal) throw refusal;
  return { MessageId: "sent" };
};

jest.mock("@aws-sdk/client-sesv2", () => ({
  ...jest.requireActual("@aws-sdk/client-sesv2"),
  SESv2Client: jest.fn(() => ({ send })),
}));
jest.mock("@aws-sdk/lib-dynamodb", () => ({
  ...jest.requireActual("@aws-sdk/lib-dynamodb"),
  DynamoDBDocumentClient: { from: () => dynamoDb },
}));

let handler: (event: unknown) => Promise<void>;
const lines = inLambda(
  {
    AWS_REGION: "eu-west-1",
    POWERTOOLS_SERVICE_NAME: "ses-auto-reply",
    TEMPLATE_SOURCE: "ses",
    TEMPLATE_NAME: "reply",
    REPLY_ADDRESS_SOURCE: "from",
    RECIPIENTS: '["mail.example.com"]',
    OWN_DOMAINS: "[]",
    SCAN_ENABLED: "true",
    REQUIRE_AUTHENTICATED_SENDER: "true",
    REPLY_INTERVAL_HOURS: "0",
    REPLY_GUARD_TABLE_NAME: "acme-reply-guard",
    CONFIGURATION_SET_NAME: "acme-set",
    NAME_SOURCE: "display_name",
    ID_SOURCE: "ses_message_id",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);
beforeEach(() => {
  lines.length = 0;
  calls.length = 0;
  dynamoDb.table("acme-reply-guard").clear();
});

test("a mail is answered with the clients and names of the environment, and no address is logged", async () => {
  await handler(inboundEvent());
  expect(calls.find(({ command }) => command === "SendEmailCommand")?.input).toEqual({
    FromEmailAddress: "news@mail.example.com",
    Destination: { ToAddresses: ["kim@example.org"] },
    ConfigurationSetName: "acme-set",
    Content: {
      Simple: {
        Subject: { Data: "Re: Question about my bill", Charset: "UTF-8" },
        Body: {
          Html: { Data: "<p>Dear Kim Lee</p>", Charset: "UTF-8" },
          Text: { Data: "Dear Kim Lee", Charset: "UTF-8" },
        },
        Headers: expect.arrayContaining([{ Name: "Auto-Submitted", Value: "auto-replied" }]),
      },
    },
  });
  expect(dynamoDb.table("acme-reply-guard").size).toBe(1);
  expect(lines).toMatchObject([
    { level: "INFO", service: "ses-auto-reply", deployment: "acme", outcome: "sent", message_id: expect.any(String) },
    { RecordsReceived: 1, Attempted: 1, Sent: 1 },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/kim|@example/i);
});

test("the template is asked for once in five minutes", async () => {
  await handler(inboundEvent({ messageId: "first" }));
  await handler(inboundEvent({ messageId: "second" }));
  expect(calls.map(({ command }) => command)).toEqual(["SendEmailCommand", "SendEmailCommand"]);
});

test("one mail that fails does not keep the others of its event from an answer, and fails the event", async () => {
  refusals.push(
    Object.assign(new Error("slow down, kim@example.org"), {
      name: "TooManyRequestsException",
      $metadata: { httpStatusCode: 429 },
    }),
  );
  const [first, second] = ["first", "second"].map((messageId) => inboundEvent({ messageId }).Records[0]);
  await expect(handler({ Records: [first, second] })).rejects.toThrow("1 of 2 mails failed");
  expect([...dynamoDb.table("acme-reply-guard").keys()]).toEqual(["msg#second"]);
  expect(lines[0]).toMatchObject({ level: "ERROR", message_id: "first", outcome: "failed", reason: "RETRYABLE" });
  expect(lines.at(-1)).toMatchObject({ RecordsReceived: 2, RecordsFailed: 1, Sent: 1, Throttled: 1 });
  expect(JSON.stringify(lines)).not.toContain("kim@");
});

test("an event of another service is refused, and its values are not repeated", async () => {
  await expect(handler({ Records: [{ eventSource: "aws:sqs", body: "kim@example.org" }] })).rejects.toThrow(
    "The event must be one of SES's Lambda action; Records.0.eventSource is not as documented.",
  );
});

test("does not start with a wrong environment", () => {
  process.env["FROM_ADDRESS"] = "nobody";
  process.env["OWN_DOMAINS"] = "example.com";
  const start = () => jest.isolateModules(() => require("./handler"));
  expect(start).toThrow('FROM_ADDRESS must be an e-mail address, with or without display name; got "nobody".');
  expect(start).toThrow('OWN_DOMAINS must be a JSON list of texts; got "example.com".');
});
