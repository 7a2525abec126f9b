import type { Chart, Measure, Total } from "../chart";
import { distinct, total } from "../measures";
import { dimension } from "./dimensions";

const mails: Total = { distinct: "message_id" };

const share = (name: string, label: string, time: string): Measure => ({
  name,
  label,
  format: "percent",
  total: { distinct: "message_id", where: { [time]: null } },
  per: mails,
});

/** Over the databases of modules 08 and 09, where the dashboard was given them. */
export const NEIGHBOURS: readonly Chart[] = [
  {
    id: "sms-status",
    sheet: "smsStatus",
    title: "Messages by last status",
    answers: "What became of each message; a late UNKNOWN does not hide a delivery.",
    data: "sms_status",
    mark: "bar",
    by: [dimension("message_status", "Status")],
    measures: [distinct("status_messages", "Messages", "messageid")],
    top: 12,
    empty: "No message in this period.",
  },
  {
    id: "sms-status-cost",
    sheet: "smsStatus",
    title: "Cost by type and country",
    answers: "What messages cost: price, carrier fee and session fee, each message once.",
    data: "sms_status",
    mark: "table",
    by: [dimension("message_type", "Type"), dimension("iso_countrycode", "Country")],
    measures: [
      total("status_cost", "Cost", "total_cost", "usd"),
      distinct("status_messages", "Messages", "messageid"),
      total("status_parts", "Parts", "total_messageparts"),
    ],
    top: 20,
    empty: "No message in this period.",
  },
  {
    id: "ses-status",
    sheet: "sesStatus",
    title: "Mail by configuration set",
    answers: "What became of the mail of each configuration set.",
    data: "email_status",
    mark: "table",
    by: [{ column: "configuration_set", label: "Configuration set", absent: "none" }],
    measures: [
      { name: "status_mails", label: "Sent", format: "count", total: mails },
      share("status_delivered", "Delivered", "time_delivered"),
      share("status_opened", "Opened", "time_opened"),
      share("status_bounced", "Bounced", "time_bounced"),
      share("status_complained", "Complaints", "time_complained"),
    ],
    top: 20,
    empty: "No mail in this period.",
  },
];
