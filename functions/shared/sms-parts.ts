/** GSM-7's characters, one septet each: https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/ (6.2.1) */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Its extension: an escape and a second septet (6.2.1.1). */
const EXTENSION = "\f^{}\\[~]|€";

/** Units that one message carries alone, and that each part of a longer one does. */
const GSM = { single: 160, part: 153 };
const UCS = { single: 70, part: 67 };

const gsmWidths = new Map([...[...BASIC].map((c) => [c, 1] as const), ...[...EXTENSION].map((c) => [c, 2] as const)]);

/** Whether GSM-7 can write a text. */
export function isGsm(text: string): boolean {
  return [...text].every((character) => gsmWidths.has(character));
}

/**
 * How many parts a text message has, which is what End User Messaging counts and bills. A text that GSM-7 can write
 * has 160 septets, or 153 in each part; any other has 70 UTF-16 units, or 67. Neither an escape nor a surrogate pair is
 * split, so a part may stay one unit short.
 *
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-character.html
 */
export function smsParts(text: string): number {
  const characters = [...text];
  const gsm = isGsm(text);
  const { single, part } = gsm ? GSM : UCS;
  const widths = characters.map((character) => (gsm ? (gsmWidths.get(character) ?? 0) : character.length));
  if (widths.reduce((sum, width) => sum + width, 0) <= single) return 1;
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > part) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}
