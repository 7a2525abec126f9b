import type { Chart } from "../../modules/events-dashboard/chart";
import { dimensionName } from "../../modules/events-dashboard/chart-sql";
import type { Query, Row } from "../athena";

const DAYS = Array.from({ length: 30 }, (_, day) => new Date(Date.UTC(2026, 9, 26 + day)).toISOString().slice(0, 10));

/** Rows of lists: the names once, then the values of each row. */
function rows(names: string, ...values: readonly (readonly (string | number | null)[])[]): readonly Row[] {
  const columns = names.split(" ");
  return values.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column, row[index] === null ? null : String(row[index])])),
  );
}

const RATES = "mails delivered_rate open_rate click_rate hard_bounce_rate complaint_rate unsubscribe_rate";

/** A month by chart id: one campaign is best, one has an old list, one annoys; a domain is slow, another closes. */
export const MONTH: Readonly<Record<string, readonly Row[]>> = {
  "mail-figures": rows(RATES, [9812, 0.951, 0.312, 0.058, 0.031, 0.0007, 0.002]),
  "sms-figures": rows("messages delivered_share cost", [1844, 0.917, 87.43]),
  "volume-by-channel": rows(
    "request_date channel messages",
    ...DAYS.map((date, day) => [date, "email", 300 + 90 * (day % 5)]),
    ...DAYS.map((date, day) => [date, "sms", 60 + 8 * (day % 3)]),
  ),
  "mail-funnel": rows("mails mails_delivered mails_opened mails_clicked", [9812, 9331, 2911, 541]),
  campaigns: rows(
    `pinpoint_campaign_id ${RATES}`,
    ["autumn-sale", 2310, 0.981, 0.343, 0.112, 0.004, 0.0002, 0.002],
    ["win-back", 1904, 0.862, 0.18, 0.021, 0.118, 0.0004, 0.001],
    [null, 1702, 0.99, 0.61, 0.2, 0.002, 0, 0],
    ["flash-deal", 1120, 0.97, 0.12, 0.011, 0.009, 0.0042, 0.01],
    ["<b>tiny</b>", 3, 1, 1, 1, 0, 0, 0],
  ),
  "hard-bounce-rate": rows(
    "sent_date hard_bounce_rate",
    ...DAYS.map((date, day) => [date, day === 17 ? 0.083 : 0.012]),
  ),
  "complaint-rate": rows(
    "sent_date complaint_rate",
    ...DAYS.filter((_, day) => day !== 4).map((date) => [date, 0.0002]),
  ),
  "mail-by-day": rows(
    "event_date day_sent day_delivered day_opened day_clicked",
    ...DAYS.map((date) => [date, 320, 310, 97, 18]),
  ),
  destinations: rows(
    "destination_domain messages_sent messages_delivered_rate messages_delayed_rate messages_soft_bounce_rate messages_hard_bounce_rate",
    ["example.com", 4120, 0.985, 0.001, 0.004, 0.004],
    ["slow.example", 1344, 0.961, 0.214, 0.02, 0.008],
    ["closing.example", 702, 0.741, 0.01, 0.011, 0.241],
  ),
  "bounce-reasons": rows("bounce_sub_type messages_bounced", ["General", 221], [null, 4]),
  "open-hours": rows(
    "arrival_timestamp_weekday arrival_timestamp_hour messages_opened",
    ...[1, 2, 3, 4, 5, 6, 7].map((day) => [day, 9, 10 * day]),
  ),
  links: rows(
    "link messages_clicked",
    ["https://www.shop.example/autumn", 412],
    ["https://www.shop.example/<script>alert(1)</script>", 1],
  ),
  "sms-cost-by-day": rows("request_date cost", ...DAYS.map((date, day) => [date, 2 + (day % 4)])),
  "sms-record-status": rows("record_status texts", ["DELIVERED", 1691], ["CARRIER_UNREACHABLE", 88]),
  "sms-by-country": rows(
    "iso_country_code cost cost_per_message messages delivered_share message_parts",
    ["DE", 41.2, 0.1132, 364, 0.964, 402],
    ["US", 46.23, 0.0312, 1480, 0.942, 1490],
  ),
};

const HISTORY = rows(
  "happened_at channel event_type recipient endpoint_id user_id campaign_id detail",
  ["2026-11-24 09:15:02.310", "email", "email_click", "jane@example.com", null, "jane", "autumn-sale", "</script>"],
  ["2026-11-24 09:14:40.001", "email", "email_open", "jane@example.com", null, "jane", "autumn-sale", "Autumn sale"],
  ["2026-11-23 18:00:00.000", "email", "email_delivered", "jane@example.com bob@example.com", null, null, null, "250"],
  ["2026-11-22 10:00:00.000", "sms", "sms_delivered", "+4915112345678", null, null, null, "Accepted by phone"],
);

const PROVENANCE = rows(
  "source events generated",
  ["eum", 4200, 4190],
  ["pinpoint", 12431, 12000],
  ["ses", 3120, 3000],
);

/** Answers the queries of a page from rows by chart id, told apart by the columns they ask for. */
export function fixtureQuery(charts: readonly Chart[], byChart: Readonly<Record<string, readonly Row[]>>): Query {
  return async (sql) => {
    if (sql.includes("happened_at")) return Object.keys(byChart).length > 0 ? HISTORY : [];
    if (sql.includes("AS generated")) return Object.keys(byChart).length > 0 ? PROVENANCE : [];
    const list = sql.slice("SELECT".length, sql.indexOf("\nFROM ("));
    const asked = list.split(",\n").map((item) => item.trim().split(" AS ").pop());
    const chart = charts.find(({ by, measures }) => {
      const columns = [...by.map(dimensionName), ...measures.map(({ name }) => name)];
      return columns.join() === asked.join();
    });
    if (!chart) throw new Error(`No chart asks for ${asked.join(", ")}.`);
    return byChart[chart.id] ?? [];
  };
}
