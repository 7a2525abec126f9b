import { FakeCloud, NOW, v2Call } from "./fake-cloud";
import { sesService } from "./index";

function setUp() {
  const cloud = new FakeCloud();
  cloud.sets.set("prod-events", {});
  const ses = sesService(cloud, () => NOW);
  const send = async (Content: object, extra: object = {}) => {
    const input = {
      FromEmailAddress: "Desk <desk@mail.example.com>",
      Destination: { ToAddresses: ["Gina <gina@example.com>"] },
      Content,
      ...extra,
    };
    const reply = await ses.handle(v2Call("POST", "/v2/email/outbound-emails", input));
    return JSON.parse(String(reply?.body)).MessageId as string;
  };
  const mails = async (input: object = {}) => (await ses.commands["sent-mail"](input)) as Record<string, unknown>[];
  return { cloud, send, mails };
}

const text = (Data: string) => ({ Simple: { Subject: { Data }, Body: { Text: { Data } } } });

test("a mail is shown with its headers, parts, attachments and tags", async () => {
  const { send, mails } = setUp();
  const Headers = [
    { Name: "In-Reply-To", Value: "<1@example.com>" },
    { Name: "Auto-Submitted", Value: "auto-replied" },
  ];
  const RawContent = Buffer.from("%PDF").toString("base64");
  const Attachments = [{ FileName: "terms.pdf", ContentType: "application/pdf", RawContent }];
  const Body = { Text: { Data: "Hi" }, Html: { Data: "<p>Hi</p>" } };
  const messageId = await send(
    { Simple: { Subject: { Data: "Re: Hello" }, Body, Headers, Attachments } },
    { ConfigurationSetName: "prod-events", EmailTags: [{ Name: "kind", Value: "reply" }] },
  );
  const [mail] = await mails();
  expect(mail).toEqual({
    messageId,
    sentAt: NOW.toISOString(),
    from: "Desk <desk@mail.example.com>",
    to: ["Gina <gina@example.com>"],
    cc: [],
    bcc: [],
    subject: "Re: Hello",
    text: "Hi",
    html: "<p>Hi</p>",
    headers: expect.arrayContaining([
      { name: "Subject", value: "Re: Hello" },
      { name: "Content-Type", value: expect.stringMatching("multipart/mixed") },
      { name: "In-Reply-To", value: "<1@example.com>" },
      { name: "Auto-Submitted", value: "auto-replied" },
    ]),
    attachments: [{ fileName: "terms.pdf", contentType: "application/pdf", bytes: 4 }],
    configurationSet: "prod-events",
    tags: { kind: ["reply"] },
  });
});

test("a raw mail is shown decoded", async () => {
  const { send, mails } = setUp();
  const lines = [
    "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
    "References: <1@example.com>",
    "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=x",
    "",
    "--x",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("Schöne Grüße").toString("base64"),
    "--x",
    "Content-Type: text/csv",
    'Content-Disposition: attachment; filename="a.csv"',
    "",
    "a,b",
    "--x--",
  ];
  await send({ Raw: { Data: Buffer.from(lines.join("\r\n")).toString("base64") } });
  const [mail] = await mails();
  expect(mail).toMatchObject({
    subject: "Grüße",
    html: null,
    attachments: [{ fileName: "a.csv", contentType: "text/csv" }],
  });
  expect(String(mail?.["text"]).trim()).toBe("Schöne Grüße");
  expect(mail?.["headers"]).toContainEqual({ name: "References", value: "<1@example.com>" });
});

test("a template is shown filled in; what was not sent on is not shown", async () => {
  const { cloud, send, mails } = setUp();
  cloud.templates.set("greeting", { Subject: "Hello {{name}}", Text: "Hi" });
  await send({ Template: { TemplateName: "greeting", TemplateData: "{}" } });
  await send({ Template: { TemplateName: "greeting", TemplateData: '{"name":"Ada"}' } });
  expect(await mails()).toMatchObject([{ subject: "Hello Ada", text: "Hi", html: null }]);
});

test("one recipient's mails are shown, whichever way the address is written", async () => {
  const { send, mails } = setUp();
  await send(text("one"));
  await send(text("two"), { Destination: { CcAddresses: ["hugo@Example.com"] } });
  expect(await mails({ to: "hugo@example.com" })).toMatchObject([{ subject: "two" }]);
  expect(await mails()).toHaveLength(2);
  await expect(mails({ to: "hugo" })).rejects.toThrow('to is "hugo"; an e-mail address is needed.');
});
