import type { Dimension, Format } from "../../modules/events-dashboard/chart";

const LOCALE = "en-GB";
/** Between a number and its percent sign. */
const SPACE = "\u00a0";

const NUMBER = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const COMPACT = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", timeZone: "UTC" });
const FULL_DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long", timeZone: "UTC" });
const REGIONS = new Intl.DisplayNames([LOCALE], { type: "region" });

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** What stands where there is no number: a rate of nothing. */
const NO_NUMBER = "–";

/** A number as the page writes it: `12,431`, `34.2 %`, `$48.10`; small shares and prices keep their digits. */
export function formatted(value: number | undefined, format: Format): string {
  if (value === undefined) return NO_NUMBER;
  switch (format) {
    case "count":
      return NUMBER.format(value);
    case "percent":
      return `${digits(value * 100, value < 0.01 ? 2 : 1)}${SPACE}%`;
    case "usd":
      return `$${digits(value, value !== 0 && value < 1 ? 4 : 2)}`;
  }
}

/** The same on an axis, where room is scarce: `12.4k`, `5 %`, `$1.5k`. */
export function axisLabel(value: number, format: Format): string {
  if (format === "percent") return `${NUMBER.format(value * 100)}${SPACE}%`;
  return format === "usd" ? `$${COMPACT.format(value)}` : COMPACT.format(value);
}

/** A dimension's value as people read it: the country of a code, `Mon`, `09:00`, `24 Nov`. */
export function named(value: string | null, { column, part, label, absent = "none" }: Dimension): string {
  if (value === null || value === "") return absent;
  if (part === "weekday") return WEEKDAYS[Number(value) - 1] ?? value;
  if (part === "hour") return `${value.padStart(2, "0")}:00`;
  if (label === "Day") return shortDay(value);
  if (column.startsWith("iso_country") && /^[A-Z]{2}$/.test(value)) return REGIONS.of(value) ?? value;
  if (column === "channel") return CHANNELS[value] ?? value;
  return value;
}

const CHANNELS: Readonly<Record<string, string>> = {
  email: "Email",
  sms: "SMS",
  mms: "MMS",
  voice: "Voice",
  rcs: "RCS",
};

/** `24 Nov` of `2026-11-24`. */
export const shortDay = (date: string): string => DAY.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));

/** `24 November 2026`. */
export const fullDay = (instant: Date): string => FULL_DAY.format(instant);

function digits(value: number, fraction: number): string {
  const options = { minimumFractionDigits: fraction, maximumFractionDigits: fraction };
  return new Intl.NumberFormat(LOCALE, options).format(value);
}
