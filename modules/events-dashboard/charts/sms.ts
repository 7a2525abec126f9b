import type { Chart, Condition } from "../chart";
import { distinct, MESSAGES } from "../measures";
import { day, dimension } from "./dimensions";

const NO_SMS = "No SMS in this period.";
const TEXTS: Condition = { channel: ["sms"] };

/** Cost and delivery of text messages. */
export const SMS: readonly Chart[] = [
  {
    id: "sms-cost-by-day",
    sheet: "sms",
    title: "SMS cost by day",
    answers: "What text messages cost, price and carrier fee, each message once.",
    data: "messages",
    mark: "line",
    by: [day("request_date")],
    measures: [MESSAGES.cost],
    where: TEXTS,
    empty: NO_SMS,
  },
  {
    id: "sms-record-status",
    sheet: "sms",
    title: "What carriers reported",
    answers: "How many text messages had which status; a message passes through several.",
    data: "sms_all_events",
    mark: "bar",
    by: [dimension("record_status", "Status")],
    measures: [distinct("texts", "Messages", "message_id")],
    top: 10,
    empty: NO_SMS,
  },
  {
    id: "sms-by-country",
    sheet: "sms",
    title: "SMS by country",
    answers: "Where text messages arrive, and what they cost there.",
    data: "messages",
    mark: "table",
    by: [dimension("iso_country_code", "Country")],
    measures: [MESSAGES.cost, MESSAGES.costEach, MESSAGES.count, MESSAGES.deliveredShare, MESSAGES.parts],
    where: TEXTS,
    top: 15,
    empty: NO_SMS,
  },
];
