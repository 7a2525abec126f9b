import { mail } from "../testing/sender-world";
import { costOf, type ReadyMessage } from "./cost";
import expected from "./events/expected.json";
import samples from "./events/messages.json";
import { parseMessage } from "./message";

function cost(message: unknown): Promise<number> {
  return costOf(parseMessage(JSON.stringify(message), "m0") as ReadyMessage);
}

test.each(Object.entries(expected.slots))("the sample %s takes %i slots", async (id, slots) => {
  expect(await cost(samples.find((sample) => sample.id === id))).toBe(slots);
});

test("a mail costs its recipients, a bulk send those of all entries, Pinpoint its addresses", async () => {
  expect(await cost(mail("x", { cc: ["b@example.com"], bcc: ["c@example.com"] }))).toBe(3);
  const entries = [{ to: ["a@example.com", "b@example.com"] }, { to: ["c@example.com"], cc: ["d@example.com"] }];
  expect(await cost(mail("x", { to: [], content: { kind: "bulk", template_name: "t", entries } }))).toBe(4);
  const pinpoint = { addresses: { a: {}, b: {} }, message_configuration: {} };
  expect(await cost({ version: 1, id: "x", channel: "pinpoint", pinpoint })).toBe(2);
});

const raw = (text: string) =>
  mail("x", { to: [], content: { kind: "raw", data_base64: Buffer.from(text).toString("base64") } });

test.each([
  ["one", "To: a@example.com", 1],
  ["several, folded", 'To: "Doe, Ana" <a@example.com>,\r\n b@example.com\r\nCc: c@example.com', 3],
  ["hidden ones", "Bcc: a@example.com, b@example.com", 2],
  ["a group's members", "To: Team: a@example.com, b@example.com;", 2],
  ["a field that occurs twice", "Cc: a@example.com\r\ncC: b@example.com\r\nTo: c@example.com", 3],
])("a raw mail without to costs the recipients of its headers: %s", async (_what, headers, slots) => {
  const body = "\r\n\r\nTo: not-a-header@example.com\r\n";
  expect(await cost(raw(`From: news@example.com\r\n${headers}${body}`))).toBe(slots);
  expect(await cost(raw(`From: news@example.com\n${headers.replaceAll("\r", "")}\n\nbody`))).toBe(slots);
});

test("a raw mail with to costs those, whatever its headers say", async () => {
  expect(
    await cost({
      ...raw("To: a@example.com, b@example.com\r\n\r\n"),
      ses: { ...raw("To: a@example.com, b@example.com\r\n\r\n").ses, to: ["c@example.com"] },
    }),
  ).toBe(1);
});

test("a raw mail to nobody is refused", async () => {
  await expect(cost(raw("From: news@example.com\r\n\r\nbody"))).rejects.toMatchObject({ code: "NO_RECIPIENT" });
});
