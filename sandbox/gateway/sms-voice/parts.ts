/** How a text goes over the air. */
export interface Encoded {
  /** As events spell it. */
  readonly encoding: "GSM" | "UNICODE";
  readonly parts: number;
}

/** Alphabet of 3GPP TS 23.038, section 6.2.1; what stands in its extension table takes two septets. */
const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION = "\f^{}\\[~]|€";

/**
 * Encoding and parts of a text message: 160 septets or 70 UTF-16 units in one, 153 or 67 in each of several.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-character.html
 */
export function encode(body: string): Encoded {
  const septets = [...body].reduce((sum, character) => sum + septetsOf(character), 0);
  if (Number.isFinite(septets)) return { encoding: "GSM", parts: partsOf(septets, 160, 153) };
  return { encoding: "UNICODE", parts: partsOf(body.length, 70, 67) };
}

function septetsOf(character: string): number {
  if (GSM.includes(character)) return 1;
  return EXTENSION.includes(character) ? 2 : Number.POSITIVE_INFINITY;
}

function partsOf(units: number, single: number, each: number): number {
  return units <= single ? 1 : Math.ceil(units / each);
}
