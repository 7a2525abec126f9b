import type { Chart } from "../chart";
import { MAIL, MESSAGES, STAGES } from "../measures";
import { CAMPAIGN, day, dimension, SENT } from "./dimensions";

const NO_MAIL = "No mail in this period.";

/** What one sees first. */
export const OVERVIEW: readonly Chart[] = [
  {
    id: "mail-figures",
    sheet: "overview",
    title: "Mail",
    answers: "How much mail went out, and what share of it arrived, was opened, bounced or was complained about.",
    data: "email_funnel",
    mark: "figures",
    by: [],
    measures: [MAIL.sent, MAIL.delivered, MAIL.opened, MAIL.clicked, MAIL.hardBounced, MAIL.complained],
    where: SENT,
    empty: NO_MAIL,
  },
  {
    id: "sms-figures",
    sheet: "overview",
    title: "SMS",
    answers: "How many text messages went out, what share of them arrived, and what they cost.",
    data: "messages",
    mark: "figures",
    by: [],
    measures: [MESSAGES.count, MESSAGES.deliveredShare, MESSAGES.cost],
    where: { channel: ["sms"] },
    empty: "No SMS in this period.",
  },
  {
    id: "volume-by-channel",
    sheet: "overview",
    title: "Messages by day and channel",
    answers: "How many messages each channel carried, each counted once, on the day of its first event.",
    data: "messages",
    mark: "line",
    by: [day("request_date"), dimension("channel", "Channel")],
    measures: [MESSAGES.count],
    empty: "No message in this period.",
  },
  {
    id: "mail-funnel",
    sheet: "overview",
    title: "From sent to clicked",
    answers: "How far mails got, in shares of those sent. Privacy proxies open unread mail too, so opens are too many.",
    data: "email_funnel",
    mark: "funnel",
    by: [],
    measures: STAGES,
    where: SENT,
    empty: NO_MAIL,
  },
  {
    id: "campaigns",
    sheet: "overview",
    title: "Campaigns compared",
    answers: "Which campaign did best: shares of delivered mails, each mail counted once however often it was opened.",
    data: "email_funnel",
    mark: "table",
    by: [CAMPAIGN],
    measures: [
      MAIL.sent,
      MAIL.delivered,
      MAIL.opened,
      MAIL.clicked,
      MAIL.hardBounced,
      MAIL.complained,
      MAIL.unsubscribed,
    ],
    where: SENT,
    top: 20,
    empty: NO_MAIL,
  },
];
