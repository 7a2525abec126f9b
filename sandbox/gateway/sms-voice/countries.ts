/** A country that numbers belong to, and what a message to it costs. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** USD per part of a text message. */
  readonly price: number;
  /** USD that the carrier asks per part. */
  readonly carrierFee: number;
}

/**
 * Calling code, country, price, carrier's fee. The figures are made up for the sandbox: of the size that AWS asks, but
 * not its prices. Numbers of the North American plan count as US, those of Jersey have a code of their own.
 */
const TABLE: readonly (readonly [string, string, number, number?])[] = [
  ["1", "US", 0.00581, 0.00302],
  ["27", "ZA", 0.0261],
  ["31", "NL", 0.0883],
  ["32", "BE", 0.0925],
  ["33", "FR", 0.0637],
  ["34", "ES", 0.0602],
  ["351", "PT", 0.0411],
  ["352", "LU", 0.0742],
  ["353", "IE", 0.0719],
  ["358", "FI", 0.0791],
  ["36", "HU", 0.0704],
  ["372", "EE", 0.0713],
  ["39", "IT", 0.0759],
  ["40", "RO", 0.0678],
  ["41", "CH", 0.0627],
  ["420", "CZ", 0.0558],
  ["43", "AT", 0.0914],
  ["44", "GB", 0.0412],
  ["447937", "JE", 0.0412],
  ["45", "DK", 0.0461],
  ["46", "SE", 0.0607],
  ["47", "NO", 0.0624],
  ["48", "PL", 0.0304],
  ["49", "DE", 0.0958],
  ["52", "MX", 0.0371],
  ["55", "BR", 0.0275],
  ["56", "CL", 0.0438],
  ["61", "AU", 0.0386],
  ["64", "NZ", 0.0834],
  ["65", "SG", 0.0443],
  ["81", "JP", 0.0721],
  ["852", "HK", 0.0519],
  ["886", "TW", 0.0527],
  ["91", "IN", 0.0258],
];

const BY_CALLING_CODE = new Map(
  TABLE.map(([calling, code, price, carrierFee = 0]) => [calling, { code, price, carrierFee }]),
);
const LONGEST = Math.max(...TABLE.map(([calling]) => calling.length));

/** The country of a number in E.164 form, by its longest calling code; undefined when the table has none. */
export function countryOf(number: string): Country | undefined {
  const digits = number.replace(/^\+/, "");
  for (let length = LONGEST; length > 0; length--) {
    const country = BY_CALLING_CODE.get(digits.slice(0, length));
    if (country) return country;
  }
  return undefined;
}
