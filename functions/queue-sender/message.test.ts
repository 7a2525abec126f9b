import fc from "fast-check";
import { mail } from "../testing/sender-world";
import samples from "./events/messages.json";
import { Refusal } from "./failures";
import { parseMessage } from "./message";

/** What a body is refused with, as `class code: text`. */
function refusalOf(body: unknown): string {
  try {
    parseMessage(typeof body === "string" ? body : JSON.stringify(body), "m0");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.failure.class} ${error.failure.code}: ${error.failure.message}`;
  }
  return "none";
}

test.each(samples.map((sample) => [sample.id, sample] as const))("takes the sample %s", (id, sample) => {
  expect(parseMessage(JSON.stringify(sample), "m0")).toMatchObject({ id, version: 1, channel: sample.channel });
});

test("takes every field of each kind", () => {
  const attachments = [{ FileName: "a.pdf", RawContent: "JVBERg==", ContentType: "application/pdf" }];
  const content = { kind: "simple", subject: "s", html: "<p>h</p>", text: "t", attachments };
  const full = mail(
    "full",
    {
      content,
      cc: ["Ben <ben@example.com>"],
      bcc: ["cy@example.com"],
      reply_to: ["re@example.com"],
      configuration_set: "set",
      headers: [{ name: "X-A", value: "b" }],
    },
    { tags: { campaign: "c" }, not_before: "2026-11-23T10:00:00Z", not_after: "2026-11-23T12:00:00+01:00" },
  );
  expect(refusalOf(full)).toBe("none");
  const sms = { to: "+14255550100", body: "x", configuration_set: "s", ttl_seconds: 300, max_price: "0.50" };
  expect(refusalOf({ version: 1, id: "t", channel: "sms", sms })).toBe("none");
  expect(refusalOf(mail("s3", { content: { kind: "s3", bucket: "b", key: "k" } }))).toBe("none");
});

test("the flat form becomes a mail with the id of its queue message", () => {
  const flat = { from: "a@example.com", to: "b@example.com", subject: "s", "body-html": "<p>h</p>", "body-text": "t" };
  expect(parseMessage(JSON.stringify(flat), "m7")).toEqual({
    version: 1,
    id: "m7",
    channel: "ses",
    tags: {},
    ses: {
      from: "a@example.com",
      to: ["b@example.com"],
      cc: [],
      bcc: [],
      reply_to: [],
      headers: [],
      content: { kind: "simple", subject: "s", html: "<p>h</p>", text: "t" },
    },
  });
});

const without = (field: string) => ({ ...mail("x"), [field]: undefined });
const bulk = (entries: unknown) => mail("x", { to: [], content: { kind: "bulk", template_name: "t", entries } });
const sms = (fields: object) => ({
  version: 1,
  id: "x",
  channel: "sms",
  sms: { to: "+14255550100", body: "b", ...fields },
});

test.each([
  ["text that is no JSON", "{'a'}", "malformed INVALID_JSON: The body must be JSON; it is not."],
  ["a list", "[]", "malformed INVALID_MESSAGE: The body must be a JSON object; got something else."],
  [
    "version 2",
    { version: 2 },
    "unsupported_version UNSUPPORTED_VERSION: version must be 1 (or 0, the flat form); got 2.",
  ],
  [
    "a version as text",
    { version: "1" },
    'unsupported_version UNSUPPORTED_VERSION: version must be 1 (or 0, the flat form); got "1".',
  ],
  [
    "no version",
    without("version"),
    "malformed INVALID_MESSAGE: Without version 1 the message is read as the flat form",
  ],
  ["no id", without("id"), "id must be text of 1 to 128 characters; got nothing."],
  ["an id that is too long", mail("x".repeat(129)), "id must be text of 1 to 128 characters; got"],
  ["another channel", { ...mail("x"), channel: "fax" }, 'channel must be ses, sms or pinpoint; got "fax".'],
  ["no content", mail("x", { content: undefined }), "ses.content must be an object; got nothing."],
  [
    "an unknown kind",
    mail("x", { content: { kind: "pdf" } }),
    'ses.content.kind must be simple, raw, template, bulk or s3; got "pdf".',
  ],
  [
    "an empty body",
    mail("x", { content: { kind: "simple", subject: "s" } }),
    "ses.content must be an object with html, text or both; got an object.",
  ],
  [
    "a misspelt field",
    mail("x", { content: { kind: "simple", subject: "s", text: "t", htlm: "h" } }),
    'ses.content must not have "htlm".',
  ],
  ["no sender", mail("x", { from: undefined }), "ses.from must be an e-mail address; got nothing."],
  ["an address without @", mail("x", { to: ["ana"] }), 'ses.to.0 must be an e-mail address; got "ana".'],
  [
    "a header injection",
    mail("x", { to: ["a@example.com\r\nBcc: b@example.com"] }),
    "ses.to.0 must be an e-mail address",
  ],
  [
    "no recipient",
    mail("x", { to: [] }),
    "ses.to must be a list of at least one address with simple content; got none",
  ],
  [
    "51 recipients",
    mail("x", { to: Array(51).fill("a@example.com") }),
    "ses.to must be at most 50 addresses; got a list of 51.",
  ],
  [
    "51 in all",
    mail("x", { to: Array(50).fill("a@example.com"), cc: ["b@example.com"] }),
    "must hold at most 50 addresses; got 51.",
  ],
  [
    "data that is not base64",
    mail("x", { content: { kind: "raw", data_base64: "a!" } }),
    'ses.content.data_base64 must be base64; got "a!".',
  ],
  [
    "raw content with headers",
    mail("x", { content: { kind: "raw", data_base64: "YQ==" }, headers: [{ name: "A", value: "b" }] }),
    "ses.headers must be empty with raw content",
  ],
  [
    "two templates",
    mail("x", { content: { kind: "template", template_name: "a", template_arn: "b" } }),
    "must be an object with either template_name or template_arn",
  ],
  ["no entries", bulk([]), "ses.content.entries must be at least one entry; got a list of 0."],
  [
    "51 entries",
    bulk(Array(51).fill({ to: ["a@example.com"] })),
    "ses.content.entries must be at most 50 entries; got a list of 51.",
  ],
  [
    "an entry for nobody",
    bulk([{ to: [] }]),
    "ses.content.entries.0 must be an object with 1 to 50 addresses in to, cc and bcc",
  ],
  [
    "bulk with recipients of its own",
    mail("x", { content: { kind: "bulk", template_name: "t", entries: [{ to: ["a@example.com"] }] } }),
    "ses.to, ses.cc and ses.bcc must be empty with bulk content",
  ],
  [
    "a time without zone",
    { ...mail("x"), not_after: "2026-11-23T12:00:00" },
    "not_after must be a time such as 2026-11-23T10:00:00Z; got",
  ],
  [
    "a national number",
    sms({ to: "0123456789" }),
    "sms.to must be a phone number in E.164 format, such as +14255550100; got",
  ],
  ["an empty text", sms({ body: "" }), "sms.body must be text that is not empty"],
  ["a text that is too long", sms({ body: "x".repeat(1_601) }), "sms.body must be text of at most 1600 characters"],
  [
    "another message type",
    sms({ message_type: "FUN" }),
    'sms.message_type must be TRANSACTIONAL or PROMOTIONAL; got "FUN".',
  ],
  ["a time to live that is too short", sms({ ttl_seconds: 1 }), "sms.ttl_seconds must be 5 to 259200; got 1."],
  [
    "no addresses",
    { version: 1, id: "x", channel: "pinpoint", pinpoint: { addresses: {}, message_configuration: {} } },
    "pinpoint.addresses must be an object of 1 to 100 addresses",
  ],
])("refuses %s", (_what, body, text) => {
  const refusal = refusalOf(body);
  expect(refusal).toContain(text);
  expect(refusal).toMatch(/ See docs\/queue-messages\.md\.$/);
});

test("refuses a body of more than 256 KiB, counted in bytes", () => {
  const overhead =
    Buffer.byteLength(JSON.stringify(mail("x", { content: { kind: "simple", subject: "", text: "é" } }))) - 2;
  const sized = (bytes: number) =>
    mail("x", { content: { kind: "simple", subject: "", text: "é".repeat((bytes - overhead) / 2) } });
  const even = overhead % 2;
  expect(refusalOf(sized(262_144 - even))).toBe("none");
  expect(refusalOf(sized(262_144 - even + 2))).toMatch(
    /^too_large BODY_TOO_LARGE: The body must have at most 262144 bytes; got 26214/,
  );
});

test("a copy's id may be longer by its suffix", () => {
  expect(refusalOf(mail(`${"x".repeat(128)}#retry-12`))).toBe("none");
});

test("whatever the body, it is a message or refused", () => {
  const { version, channel, id, ses } = mail("x");
  const almost = fc.record(
    {
      version: fc.oneof(fc.constant(version), fc.jsonValue()),
      channel: fc.oneof(fc.constantFrom(channel, "sms", "pinpoint"), fc.jsonValue()),
      id: fc.oneof(fc.constant(id), fc.jsonValue()),
      ses: fc.oneof(fc.constant(ses), fc.jsonValue()),
      sms: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    almost.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(bodies, (body) => {
      expect(refusalOf(body)).toMatch(/^(none|malformed .+|unsupported_version .+)$/s);
    }),
    { seed: 14, numRuns: 500 },
  );
});
