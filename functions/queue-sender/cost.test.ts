import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { mail } from "../testing/sender-world";
import { costOf, type ReadyMessage } from "./cost";
import expected from "./events/expected.json";
import samples from "./events/messages.json";
import { parseMessage } from "./message";
import { smsParts } from "./sms-parts";

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

const a = (count: number) => "a".repeat(count);
const FAMILY = "👨‍👩‍👧‍👦";

test.each([
  ["160 characters", a(160), 1],
  ["161 characters", a(161), 2],
  ["306 characters", a(306), 2],
  ["307 characters", a(307), 3],
  ["€ counts two", "€".repeat(80), 1],
  ["[ counts two, too", `${"[".repeat(80)}a`, 2],
  ["an escape is not split", `${a(152)}€${a(152)}`, 3],
  ["ç is not in GSM-7", `ç${a(70)}`, 2],
  ["Ç is", `Ç${a(159)}`, 1],
  ["a backtick is not", `\`${a(70)}`, 2],
  ["a line break counts one", `${a(159)}\n`, 1],
  ["70 units with an emoji", `${a(68)}😀`, 1],
  ["71 units with an emoji", `${a(69)}😀`, 2],
  ["134 units", `é̂${a(132)}`, 2],
  ["a surrogate pair is not split", `${a(66)}😀${a(66)}`, 3],
  ["a joined sequence is split between its pairs", `${a(62)}${FAMILY}${a(61)}`, 2],
])("parts of a text: %s", (_what, text, parts) => {
  expect(smsParts(text)).toBe(parts);
});

test("texts without clusters have as many parts as sms-segments-calculator says", () => {
  // It keeps clusters such as joined emoji together, which the service does not promise.
  const characters = [..."abc [€^~é\nÇçñ😀д漢"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 400 }), (list) => {
      const text = list.join("");
      expect(smsParts(text)).toBe(new SegmentedMessage(text).segments.length);
    }),
    { seed: 14, numRuns: 300 },
  );
});

test("a longer text never has fewer parts, and no part holds more than it can", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1, maxLength: 400 }),
      fc.string({ unit: "binary" }),
      (text, more) => {
        expect(smsParts(text + more)).toBeGreaterThanOrEqual(smsParts(text));
        expect(smsParts(text)).toBeGreaterThanOrEqual(Math.ceil(text.length / 160));
        expect(smsParts(text)).toBeLessThanOrEqual(Math.max(1, Math.ceil((text.length * 2) / 66)));
      },
    ),
    { seed: 14, numRuns: 300 },
  );
});
