import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { smsParts } from "./sms-parts";

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
