import type { Measure, Total } from "./chart";

/** SES reviews an account above a bounce rate of 5 % and a complaint rate of 0.1 %: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-bounce-rate.html */
const BOUNCE_LIMIT = { value: 0.05, label: "SES reviews accounts above 5 %" };
const COMPLAINT_LIMIT = { value: 0.001, label: "SES reviews accounts above 0.1 %" };

const sum = (column: string): Total => ({ sum: column });

const count = (name: string, label: string, total: Total): Measure => ({ name, label, format: "count", total });

const rate = (name: string, label: string, total: Total, per: Total): Measure => ({
  name,
  label,
  format: "percent",
  total,
  per,
});

const mails: Total = { distinct: "message_id" };
const delivered = sum("is_delivered");

/**
 * Numbers over `email_funnel`, where a mail is one row: sums of a day's distinct mails would count a mail again that is
 * opened on two days.
 */
export const MAIL = {
  sent: count("mails", "Sent", mails),
  delivered: rate("delivered_rate", "Delivered", delivered, mails),
  opened: rate("open_rate", "Opened", sum("is_open"), delivered),
  clicked: rate("click_rate", "Clicked", sum("is_click"), delivered),
  hardBounced: { ...rate("hard_bounce_rate", "Hard bounces", sum("is_hardbounce"), mails), limit: BOUNCE_LIMIT },
  complained: { ...rate("complaint_rate", "Complaints", sum("is_complaint"), delivered), limit: COMPLAINT_LIMIT },
  unsubscribed: rate("unsubscribe_rate", "Unsubscribed", sum("is_unsubscribe"), delivered),
} as const satisfies Record<string, Measure>;

/** Stages of a mail, over `email_funnel`. */
export const STAGES: readonly Measure[] = [
  MAIL.sent,
  count("mails_delivered", "Delivered", delivered),
  count("mails_opened", "Opened", sum("is_open")),
  count("mails_clicked", "Clicked", sum("is_click")),
];

/** The same by day of arrival, over `engagement_daily`. */
export const DAILY: readonly Measure[] = [
  count("day_sent", "Sent", sum("send_messages")),
  count("day_delivered", "Delivered", sum("delivered_messages")),
  count("day_opened", "Opened", sum("open_messages")),
  count("day_clicked", "Clicked", sum("click_messages")),
];

const eventOf = (name: string, label: string, ...types: string[]): Measure =>
  count(name, label, { distinct: "message_id", where: { event_type: types } });

const shareOf = (name: string, label: string, of: string, per: string): Measure => ({
  ...rate(
    name,
    label,
    { distinct: "message_id", where: { event_type: [of] } },
    { distinct: "message_id", where: { event_type: [per] } },
  ),
});

/** Numbers over `email_all_events`: distinct messages that had an event. */
export const MAIL_EVENTS = {
  sent: eventOf("messages_sent", "Sent", "email_send"),
  bounced: eventOf("messages_bounced", "Mails", "email_hardbounce", "email_softbounce"),
  clicked: eventOf("messages_clicked", "Mails", "email_click"),
  opened: eventOf("messages_opened", "Mails", "email_open"),
  openedShare: shareOf("messages_open_rate", "Opened", "email_open", "email_delivered"),
  clickedShare: shareOf("messages_click_rate", "Clicked", "email_click", "email_delivered"),
  deliveredShare: shareOf("messages_delivered_rate", "Delivered", "email_delivered", "email_send"),
  delayedShare: shareOf("messages_delayed_rate", "Delayed", "email_delivery_delay", "email_send"),
  softBouncedShare: shareOf("messages_soft_bounce_rate", "Soft bounces", "email_softbounce", "email_send"),
  hardBouncedShare: {
    ...shareOf("messages_hard_bounce_rate", "Hard bounces", "email_hardbounce", "email_send"),
    limit: BOUNCE_LIMIT,
  },
} as const satisfies Record<string, Measure>;

/** Numbers over `messages`. */
export const MESSAGES = {
  count: count("messages", "Messages", { distinct: "message_id" }),
  deliveredShare: rate("delivered_share", "Delivered", sum("is_delivered"), { distinct: "message_id" }),
  parts: count("message_parts", "Parts", sum("parts")),
  cost: { name: "cost", label: "Cost", format: "usd", total: sum("cost_usd") },
  costEach: {
    name: "cost_per_message",
    label: "Per message",
    format: "usd",
    total: sum("cost_usd"),
    per: { distinct: "message_id" },
  },
} as const satisfies Record<string, Measure>;

/** How many different values a column has. */
export const distinct = (name: string, label: string, column: string): Measure =>
  count(name, label, { distinct: column });

/** A column's sum as a number of things or of dollars. */
export const total = (name: string, label: string, column: string, format: "count" | "usd" = "count"): Measure => ({
  name,
  label,
  format,
  total: sum(column),
});
