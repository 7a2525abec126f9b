import type { Weighted } from "./random";

/** Where people have their mailbox. */
export interface Domain extends Weighted {
  readonly name: string;
  /** Share of mails that the domain takes only hours later. */
  readonly delayed: number;
  /** Share of mails that it refuses for good, whoever wrote them. */
  readonly hardBounced: number;
  readonly softBounced: number;
}

const GOOD = { delayed: 0.002, hardBounced: 0, softBounced: 0.004 };

/** Two good ones, one that is slow, one that bounces. */
export const DOMAINS: readonly Domain[] = [
  { name: "example.com", share: 48, ...GOOD },
  { name: "example.org", share: 32, ...GOOD },
  { name: "slow.example", share: 14, ...GOOD, delayed: 0.45 },
  { name: "closing.example", share: 6, delayed: 0.01, hardBounced: 0.22, softBounced: 0.12 },
];

/** Where people have their phone. */
export interface Country extends Weighted {
  readonly code: string;
  /** USD for one part. */
  readonly price: number;
  /** USD for one part, on top of the price. */
  readonly carrierFee: number;
  readonly mcc: string;
  readonly mnc: string;
  readonly carriers: readonly string[];
  /** Share of messages that the phone confirms. */
  readonly delivered: number;
  /** Share of messages that the carrier takes and nobody confirms. */
  readonly accepted: number;
  /** What numbers begin with, and how many digits follow. Reserved for fiction by the country's regulator. */
  readonly numbers: { readonly prefixes: readonly string[]; readonly digits: number };
}

/** Cheap and reliable, dear and reliable, and one where every fifth message is lost. */
export const COUNTRIES: readonly Country[] = [
  {
    code: "US",
    share: 44,
    price: 0.00581,
    carrierFee: 0.00302,
    mcc: "310",
    mnc: "800",
    carriers: ["Example Mobile", "Sample Wireless"],
    delivered: 0.82,
    accepted: 0.14,
    numbers: { prefixes: ["+120655501", "+121255501", "+131255501", "+141555501", "+142555501"], digits: 2 },
  },
  {
    code: "GB",
    share: 22,
    price: 0.0451,
    carrierFee: 0,
    mcc: "234",
    mnc: "15",
    carriers: ["Example Cellular"],
    delivered: 0.96,
    accepted: 0.01,
    numbers: { prefixes: ["+447700900"], digits: 3 },
  },
  {
    code: "DE",
    share: 17,
    price: 0.1018,
    carrierFee: 0,
    mcc: "262",
    mnc: "02",
    carriers: ["Beispielfunk"],
    delivered: 0.95,
    accepted: 0,
    numbers: { prefixes: ["+4917139200"], digits: 2 },
  },
  {
    code: "FR",
    share: 12,
    price: 0.0624,
    carrierFee: 0,
    mcc: "208",
    mnc: "01",
    carriers: ["Exemple Mobile"],
    delivered: 0.74,
    accepted: 0.05,
    numbers: { prefixes: ["+3363998"], digits: 4 },
  },
  {
    code: "SE",
    share: 5,
    price: 0.0566,
    carrierFee: 0,
    mcc: "240",
    mnc: "01",
    carriers: ["Exempelnät"],
    delivered: 0.93,
    accepted: 0.03,
    numbers: { prefixes: ["+4670174061", "+4670174062", "+4670174063", "+4670174064"], digits: 1 },
  },
];
