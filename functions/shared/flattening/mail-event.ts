import type { Fields } from "./fields";
import type { FlatEvent } from "./flat-event";
import { addresses, bareAddress } from "./mail";
import { texts } from "./values";

/** What an event about mail says beyond the mail itself: columns, and attributes that have no column. */
export interface MailEvent {
  readonly columns: Partial<FlatEvent>;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/**
 * Every kind of mail event has one object, named after the kind (and empty for `send`). SES and Pinpoint agree but for
 * the spelling, and for the name of a rendering failure.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-firehose-contents.html
 * https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-email.html
 */
const KINDS: readonly (readonly [name: string, read: (part: Fields) => MailEvent])[] = [
  ["bounce", bounce],
  ["complaint", complaint],
  ["delivery", delivery],
  ["reject", (part) => ({ columns: { status: part.text("reason") }, attributes: {} })],
  ["open", (part) => ({ columns: opener(part), attributes: {} })],
  ["click", click],
  ["failure", renderingFailure],
  ["renderingFailure", renderingFailure],
  ["deliveryDelay", deliveryDelay],
  ["subscription", subscription],
];

/** Reads the object of the event's kind. `event` holds it beside `mail`; undefined when there is none. */
export function mailEvent(event: Fields): (MailEvent & { readonly part: Fields }) | undefined {
  for (const [name, read] of KINDS) {
    if (!event.has(name)) continue;
    const part = event.fields(name);
    return { part, ...read(part) };
  }
  return undefined;
}

/** The tags of a clicked link as JSON text: names in lower case, each with its list of texts. */
function linkTags(part: Fields): string | undefined {
  const tags = Object.entries(part.fields("linkTags").object);
  if (tags.length === 0) return undefined;
  return JSON.stringify(Object.fromEntries(tags.map(([name, value]) => [name.toLowerCase(), texts(value)])));
}

function bounce(part: Fields): MailEvent {
  const list = part.list("bouncedRecipients");
  return {
    columns: {
      ...recipients(list),
      status: part.text("bounceType"),
      status_detail: part.text("bounceSubType"),
      feedback_id: part.text("feedbackId"),
    },
    attributes: {
      "bounce.reporting_mta": part.text("reportingMTA"),
      "bounce.actions": list.length > 0 ? joined(list, "action") : undefined,
    },
  };
}

function complaint(part: Fields): MailEvent {
  return {
    columns: {
      recipients: recipients(part.list("complainedRecipients")).recipients,
      status: part.text("complaintFeedbackType"),
      status_detail: part.text("complaintSubType"),
      feedback_id: part.text("feedbackId"),
      user_agent: part.text("userAgent"),
    },
    attributes: { "complaint.arrival_date": part.text("arrivalDate") },
  };
}

function delivery(part: Fields): MailEvent {
  return {
    columns: { recipients: addresses(part.texts("recipients")), status: part.text("smtpResponse") },
    attributes: {
      "delivery.processing_time_millis": part.text("processingTimeMillis"),
      "delivery.reporting_mta": part.text("reportingMTA"),
      "delivery.remote_mta_ip": part.text("remoteMtaIp"),
    },
  };
}

function opener(part: Fields): Partial<FlatEvent> {
  return { ip_address: part.text("ipAddress"), user_agent: part.text("userAgent") };
}

function click(part: Fields): MailEvent {
  return {
    columns: { ...opener(part), link: part.text("link") },
    attributes: { "click.link_tags": linkTags(part) },
  };
}

function renderingFailure(part: Fields): MailEvent {
  return { columns: { status: part.text("errorMessage"), status_detail: part.text("templateName") }, attributes: {} };
}

function deliveryDelay(part: Fields): MailEvent {
  return {
    columns: { ...recipients(part.list("delayedRecipients")), status: part.text("delayType") },
    attributes: {
      "delivery_delay.expiration_time": part.text("expirationTime"),
      "delivery_delay.reporting_mta": part.text("reportingMTA"),
    },
  };
}

function subscription(part: Fields): MailEvent {
  const preferences = part.fields("newTopicPreferences");
  const topics = preferences.list("topicSubscriptionStatus");
  return {
    columns: { status: part.text("source"), status_detail: part.text("contactList") },
    attributes: {
      "subscription.unsubscribe_all": preferences.flag("unsubscribeAll")?.toString(),
      "subscription.topics": topics.length > 0 ? joined(topics, "topicName") : undefined,
      "subscription.topic_statuses": topics.length > 0 ? joined(topics, "subscriptionStatus") : undefined,
    },
  };
}

/** Columns of the recipients that an event names, parallel lists. */
function recipients(list: readonly Fields[]): Partial<FlatEvent> {
  if (list.length === 0) return {};
  return {
    recipients: list.map((entry) => bareAddress(entry.text("emailAddress") ?? "")),
    recipient_status: list.map((entry) => entry.text("status") ?? ""),
    recipient_diagnostic: list.map((entry) => entry.text("diagnosticCode") ?? ""),
  };
}

function joined(list: readonly Fields[], name: string): string {
  return list.map((entry) => entry.text(name) ?? "").join(",");
}
