import type { Weighted } from "./random";

/*
 * What the month tells, in numbers: whoever looks at charts of it should find this out by themselves. All of it is made
 * up; prices are near those of a price list. Domains and numbers are reserved for examples, they belong to nobody.
 */

/** What recipients do with mail: shares of the mails sent, unless it says otherwise. */
export interface MailRates {
  readonly hardBounced: number;
  /** Of the delivered. */
  readonly opened: number;
  /** Of the opened. */
  readonly clicked: number;
  /** Of the delivered. */
  readonly unsubscribed: number;
  /** Of the delivered. */
  readonly complained: number;
}

/** A mailing to a segment, sent in runs. */
export interface Campaign extends Weighted {
  readonly id: string;
  readonly subject: string;
  /** Day of the month, 0 to 29, and hour in UTC of each run. */
  readonly runs: readonly { readonly day: number; readonly hour: number }[];
  /** One for each treatment, which get equal parts of the segment. */
  readonly treatments: readonly MailRates[];
  /** What some of those who click do then. */
  readonly conversion: { readonly event: string; readonly share: number };
}

const USUAL: MailRates = { hardBounced: 0.008, opened: 0.24, clicked: 0.14, unsubscribed: 0.003, complained: 0.0003 };
const PURCHASE = { event: "shop.purchase", share: 0.2 };

/** The best one, a comparison of two treatments, one with conversions of its own, an old list, and one that annoys. */
export const CAMPAIGNS: readonly Campaign[] = [
  {
    id: "autumn-sale",
    share: 17,
    subject: "Autumn sale: up to half off",
    runs: [4, 11, 18].map((day) => ({ day, hour: 8 })),
    treatments: [{ ...USUAL, opened: 0.46, clicked: 0.34 }],
    conversion: { ...PURCHASE, share: 0.35 },
  },
  {
    id: "new-collection",
    share: 14,
    subject: "The new collection is here",
    runs: [7, 21].map((day) => ({ day, hour: 16 })),
    treatments: [USUAL, { ...USUAL, opened: 0.33, clicked: 0.2 }],
    conversion: PURCHASE,
  },
  {
    id: "webinar-invite",
    share: 8,
    subject: "Webinar: care for your knitwear",
    runs: [{ day: 13, hour: 9 }],
    treatments: [{ ...USUAL, opened: 0.21, clicked: 0.3 }],
    conversion: { event: "webinar_registered", share: 0.6 },
  },
  {
    id: "win-back",
    share: 9,
    subject: "We miss you",
    runs: [{ day: 16, hour: 10 }],
    treatments: [{ ...USUAL, hardBounced: 0.14, opened: 0.09, clicked: 0.08, unsubscribed: 0.008 }],
    conversion: PURCHASE,
  },
  {
    id: "flash-deal",
    share: 11,
    subject: "Last chance!! 24 hours only",
    runs: [9, 23, 24].map((day) => ({ day, hour: 18 })),
    treatments: [{ ...USUAL, opened: 0.17, clicked: 0.1, unsubscribed: 0.022, complained: 0.03 }],
    conversion: PURCHASE,
  },
];

/** A campaign by SMS. */
export const TEXT_CAMPAIGN = { id: "text-coupon", share: 9, run: { day: 20, hour: 14 }, optedOut: 0.012 };

/** A journey: who enters gets a mail a day. */
export const JOURNEY = {
  id: "welcome",
  share: 7,
  mails: [
    { activity: "hello", rates: { ...USUAL, opened: 0.52, clicked: 0.3 } },
    { activity: "first-order", rates: { ...USUAL, opened: 0.38, clicked: 0.2 } },
    { activity: "tell-a-friend", rates: { ...USUAL, opened: 0.25, clicked: 0.08 } },
  ],
} as const;

/** Mail that people wait for, sent by SES without Pinpoint. */
export const RECEIPTS: readonly Receipt[] = [
  { purpose: "receipt", share: 45, subject: "Your receipt", rates: { ...USUAL, opened: 0.55, clicked: 0.1 } },
  {
    purpose: "parcel",
    share: 30,
    subject: "Your parcel is on its way",
    rates: { ...USUAL, opened: 0.71, clicked: 0.5 },
  },
  { purpose: "sign-in", share: 15, subject: "Your sign-in code", rates: { ...USUAL, opened: 0.88, clicked: 0 } },
  { purpose: "statement", share: 10, subject: "Your statement", rates: { ...USUAL, opened: 0.4, clicked: 0.3 } },
];

/** One kind of {@link RECEIPTS}. */
export interface Receipt extends Weighted {
  readonly purpose: string;
  readonly subject: string;
  readonly rates: MailRates;
}

/** What a text message is for, by End User Messaging. */
export const TEXT_PURPOSES: readonly TextPurpose[] = [
  { purpose: "sign-in", share: 50, messageType: "TRANSACTIONAL", parts: 1 },
  { purpose: "parcel", share: 35, messageType: "TRANSACTIONAL", parts: 1 },
  { purpose: "weekend-offer", share: 15, messageType: "PROMOTIONAL", parts: 2 },
];

/** One of {@link TEXT_PURPOSES}. */
export interface TextPurpose extends Weighted {
  readonly purpose: string;
  readonly messageType: "TRANSACTIONAL" | "PROMOTIONAL";
  readonly parts: number;
}

/** How many messages (not events) there are of each kind that goes on all month, beside the shares of the campaigns. */
export const SHARES = { receipts: 36, textMessages: 30, appUse: 6 };

/** How busy each hour of the day is, from midnight UTC: little at night, a first peak at noon, the higher one at eight. */
export const HOURS = [2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 11, 12, 10, 9, 9, 10, 12, 14, 16, 17, 13, 8, 4] as const;
