import * as z from "zod/mini";
import { InvalidInputError } from "../errors";
import { isObject, type JsonObject } from "../json";
import type { BounceType, Feedback } from "./feedback";
import { parseFeedback } from "./parse";

/** Which part of a mail event an event is about, and what its name says of a bounce. */
interface Report {
  readonly part: "bounce" | "complaint";
  readonly recipients: "bounced" | "complained";
  readonly bounceType?: BounceType;
}

const REPORTS = new Map<string, Report>([
  ["_email.hardbounce", { part: "bounce", recipients: "bounced", bounceType: "Permanent" }],
  ["_email.softbounce", { part: "bounce", recipients: "bounced", bounceType: "Transient" }],
  ["_email.complaint", { part: "complaint", recipients: "complained" }],
]);

const mailEventShape = z.object({
  arrival_timestamp: z.catch(z.optional(z.number()), undefined),
  application: z.catch(z.optional(z.object({ app_id: z.string() })), undefined),
  facets: z.object({ email_channel: z.object({ mail_event: z.record(z.string(), z.unknown()) }) }),
});

/**
 * Normalises a bounce or complaint as Pinpoint's event stream reports it: what SES says about the mail, with its fields
 * in snake_case. The feedback id is the one that SES itself publishes. Where the event's name and the bounce's type
 * disagree, the type holds.
 *
 * https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-email.html
 *
 * @param sentAt stands in for an arrival time that is missing or none; the event's own time is that of the send
 * @returns undefined for every other event
 * @throws InvalidInputError when it is no event, or one that lacks what it is about
 */
export function parsePinpointFeedback(event: unknown, sentAt: Date): Feedback | undefined {
  if (!isObject(event)) throw malformed("is not a JSON object");
  const report = REPORTS.get(String(event["event_type"]).toLowerCase());
  if (!report) return undefined;
  const { data } = mailEventShape.safeParse(event);
  if (!data) throw malformed("has no facets.email_channel.mail_event");
  const content = sesContent(report, data.facets.email_channel.mail_event, instant(data.arrival_timestamp));
  const feedback = parseFeedback(report.part, content, sentAt);
  return feedback && { ...feedback, source: data.application?.app_id ?? "pinpoint" };
}

/** The message that SES would have published. */
function sesContent(report: Report, mailEvent: JsonObject, timestamp: string | undefined) {
  const part = mailEvent[report.part];
  if (!isObject(part)) throw malformed(`has no facets.email_channel.mail_event.${report.part}`);
  const recipients = part[`${report.recipients}_recipients`];
  return {
    [report.part]: {
      ...camelCased(part),
      bounceType: part["bounce_type"] ?? report.bounceType,
      [`${report.recipients}Recipients`]: Array.isArray(recipients) ? recipients.map(camelCased) : [],
      timestamp,
    },
    mail: camelCased(mailEvent["mail"]),
  };
}

function camelCased(value: unknown): Record<string, unknown> {
  const fields = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(
    fields.map(([name, field]) => [name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), field]),
  );
}

function instant(milliseconds: number | undefined): string | undefined {
  const date = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function malformed(what: string): InvalidInputError {
  return new InvalidInputError(
    `The record ${what}. See https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-email.html.`,
  );
}
