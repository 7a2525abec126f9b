import type { Mail } from "./mail";
import { composeReply } from "./reply";

const KIM = { address: "kim@example.org", localPart: "kim", domain: "example.org", name: "Kim Lee" };
const MAIL = {
  messageId: "ses-id",
  fromHeader: '"Kim Lee" <kim@example.org>',
  subject: "bill",
  messageIdHeader: "<a@example.org>",
} as Mail;
const TEMPLATE = { subject: "Re: ", html: "<p>%%NAME%%</p>", text: "%%NAME%% %%ID%%" };

function reply(mail: Partial<Mail> = {}, style: object = {}, to = KIM, template = TEMPLATE) {
  const defaults = { nameSource: "from_header", idSource: "ses_message_id" } as const;
  return composeReply({ ...MAIL, ...mail }, to, "news@example.com", template, { ...defaults, ...style });
}

test.each([
  ["from_header", '"Kim Lee" <kim@example.org> ses-id'],
  ["display_name", "Kim Lee ses-id"],
  ["address", "kim@example.org ses-id"],
])("%%NAME%% from %s", (nameSource, text) => {
  expect(reply({}, { nameSource }).text).toBe(text);
});

test("a sender without a name is called by the address", () => {
  expect(reply({}, { nameSource: "display_name" }, { ...KIM, name: "" }).text).toBe("kim@example.org ses-id");
});

test.each([
  ["<a@example.org>", "<a@example.org>"],
  [undefined, "ses-id"],
])("%%ID%% from the Message-ID header %s", (messageIdHeader, id) => {
  const made = reply({ messageIdHeader }, { idSource: "message_id_header", nameSource: "address" });
  expect(made.text).toBe(`kim@example.org ${id}`);
  expect(made.headers["In-Reply-To"]).toBe(messageIdHeader);
});

test("a value that looks like a placeholder, or like a pattern of replacement, stays what it is", () => {
  expect(reply({ fromHeader: "%%ID%% $& $1" }).text).toBe("%%ID%% $& $1 ses-id");
});

test("a subject is cut to 900 characters, between two of them", () => {
  const { subject } = reply({ subject: "😀".repeat(900) });
  expect([...subject]).toHaveLength(900);
  expect(subject.endsWith("😀")).toBe(true);
});

test("a name is cut to 250 characters", () => {
  expect(reply({ fromHeader: "x".repeat(1000) }).html).toBe(`<p>${"x".repeat(250)}</p>`);
});
