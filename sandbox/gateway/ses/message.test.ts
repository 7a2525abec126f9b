import { parseAddress, splitAddresses } from "./address";
import { messageFromV2 } from "./message";
import { messageFromV1, messageFromV1Raw } from "./message-v1";

const MIME = [
  "From: News <news@mail.example.com>",
  'To: "Doe, J." <j@example.com>,',
  "  k@example.com",
  "Bcc: hidden@example.com",
  "Subject: Hello",
  "X-SES-CONFIGURATION-SET: prod-events",
  "X-SES-MESSAGE-TAGS: campaign=october, kind=news",
  "",
  "Subject: not a header",
].join("\r\n");
const Data = Buffer.from(MIME).toString("base64");

describe("a message", () => {
  it("that is raw takes recipients, configuration set and tags from its own headers", () => {
    const message = messageFromV2({ Content: { Raw: { Data } } });
    expect(message).toMatchObject({
      from: "News <news@mail.example.com>",
      to: ['"Doe, J." <j@example.com>', "k@example.com"],
      bcc: ["hidden@example.com"],
      configurationSet: "prod-events",
      tags: { campaign: ["october"], kind: ["news"] },
      operation: "SendRawEmail",
    });
    expect(message.headers.map(({ name }) => name)).toEqual(["From", "To", "Subject"]);
  });

  it("that is raw keeps what the call says", () => {
    const form = new URLSearchParams({ "Destinations.member.1": "only@example.com", "RawMessage.Data": Data });
    form.set("ConfigurationSetName", "other");
    expect(messageFromV1Raw(form)).toMatchObject({ to: ["only@example.com"], bcc: [], configurationSet: "other" });
  });

  it("that is simple gets the headers SES writes, and the call's own", () => {
    const { headers } = messageFromV2({
      FromEmailAddress: "news@mail.example.com",
      Destination: { ToAddresses: ["a@example.com"], CcAddresses: ["c@example.com"], BccAddresses: ["b@example.com"] },
      ReplyToAddresses: ["help@example.com"],
      Content: {
        Simple: {
          Subject: { Data: "Hello" },
          Body: { Html: { Data: "<p>Hi</p>" } },
          Headers: [{ Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" }],
        },
      },
    });
    expect(headers.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      "From: news@mail.example.com",
      "Reply-To: help@example.com",
      "To: a@example.com",
      "Cc: c@example.com",
      "Subject: Hello",
      "MIME-Version: 1.0",
      "Content-Type: text/html; charset=UTF-8",
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]);
  });

  it("that is raw is HTML when a part of it is", () => {
    const raw = (mime: string) => messageFromV2({ Content: { Raw: { Data: Buffer.from(mime).toString("base64") } } });
    expect(raw("Content-Type: text/plain\r\n\r\ntext/html").html).toBe(false);
    expect(raw("Content-Type: multipart/mixed\r\n\r\n--x\r\ncontent-type: text/html\r\n\r\n<p>").html).toBe(true);
  });

  it.each([
    ["newsletter", { name: "newsletter" }],
    ["newsletter; topic=offers", { name: "newsletter", topic: "offers" }],
  ])("that is raw belongs to the contact list of its header %j", (header, contactList) => {
    const mime = `X-SES-LIST-MANAGEMENT-OPTIONS: ${header}\r\n\r\n`;
    const message = messageFromV2({ Content: { Raw: { Data: Buffer.from(mime).toString("base64") } } });
    expect(message.contactList).toEqual(contactList);
  });

  it("of the v1 API has its tags", () => {
    const form = new URLSearchParams({ "Tags.member.1.Name": "campaign", "Tags.member.1.Value": "october" });
    expect(messageFromV1(form).tags).toEqual({ campaign: ["october"] });
  });
});

describe("an address", () => {
  it.each([
    ["Gone <Gone@Example.COM>", "Gone@example.com"],
    ["gone@bücher.example", "gone@xn--bcher-kva.example"],
    [" plain@example.com ", "plain@example.com"],
  ])("%s is %s", (given, text) => {
    expect(parseAddress(given)?.text).toBe(text);
  });

  it.each(["nobody", "a@b@example.com", "a b@example.com", "a@localhost", "@example.com", ""])("is not %j", (given) => {
    expect(parseAddress(given)).toBeUndefined();
  });

  it("list is split outside quotes only", () => {
    expect(splitAddresses('"Doe, \\"J\\"" <j@x.example>, k@x.example,')).toEqual([
      '"Doe, \\"J\\"" <j@x.example>',
      "k@x.example",
    ]);
  });
});
