import type { EventType } from "./event-types";
import { sesId } from "./ids";
import type { ContactList } from "./message";
import type { Outcome } from "./outcomes";

/** Something that happened to a message; all publications of one happening are made from the same value. */
export interface Happening {
  readonly kind: EventType;
  /** The record's member of this kind, e.g. `bounce`. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Who opened a message or clicked a link in it. */
export interface Reader {
  readonly ipAddress: string;
  readonly userAgent: string;
}

const SES_MTA = "a11-22.smtp-out.amazonses.com";

/** How long SES tries to deliver a message whose configuration set does not say otherwise. */
const DELIVERY_HOURS = 14;

/** The acceptance of a message. */
export const SENT: Happening = { kind: "Send", detail: {} };

/** A virus; the only reason that SES gives. */
export const REJECTED: Happening = { kind: "Reject", detail: { reason: "Bad content" } };

/** A template that could not be filled in; templates that a call brings with it have no name. */
export function renderingFailure(errorMessage: string, templateName: string | undefined): Happening {
  return { kind: "Rendering Failure", detail: { errorMessage, ...(templateName && { templateName }) } };
}

/** The tracking image of a message was fetched. */
export function opened({ ipAddress, userAgent }: Reader, now: Date): Happening {
  return { kind: "Open", detail: { ipAddress, timestamp: now.toISOString(), userAgent } };
}

/** A link was followed; a link without `ses:tags` has `null` for tags. */
export function clicked(
  { ipAddress, userAgent }: Reader,
  link: string,
  linkTags: Readonly<Record<string, readonly string[]>> | undefined,
  now: Date,
): Happening {
  const timestamp = now.toISOString();
  return { kind: "Click", detail: { ipAddress, link, linkTags: linkTags ?? null, timestamp, userAgent } };
}

/**
 * The List-Unsubscribe header of a message was used: it ends the topic that the message named, without one the whole
 * list. What went before is the contact's first state: subscribed.
 * https://docs.aws.amazon.com/ses/latest/dg/sending-email-subscription-management.html
 */
export function unsubscribed({ name, topic }: ContactList, now: Date): Happening {
  const preferences = (unsubscribeAll: boolean, subscriptionStatus: string) => ({
    unsubscribeAll,
    topicSubscriptionStatus: topic === undefined ? [] : [{ topicName: topic, subscriptionStatus }],
  });
  return {
    kind: "Subscription",
    detail: {
      contactList: name,
      timestamp: now.toISOString(),
      source: "UnsubscribeHeader",
      newTopicPreferences: preferences(topic === undefined, "OptOut"),
      oldTopicPreferences: preferences(false, "OptIn"),
    },
  };
}

/** An outcome at one recipient, with a feedback id of its own for bounces and complaints. */
export function happening(outcome: Outcome, recipient: string, sentAt: Date, now: Date): Happening {
  return { kind: outcome.kind, detail: detailOf(outcome, recipient, sentAt, now) };
}

function detailOf(outcome: Outcome, emailAddress: string, sentAt: Date, now: Date): Record<string, unknown> {
  const timestamp = now.toISOString();
  const feedback = { timestamp, feedbackId: sesId(now) };
  switch (outcome.kind) {
    case "Delivery": {
      const processingTimeMillis = now.getTime() - sentAt.getTime();
      const recipients = [emailAddress];
      return { timestamp, processingTimeMillis, recipients, smtpResponse: "250 2.0.0 OK", reportingMTA: SES_MTA };
    }
    case "DeliveryDelay": {
      const { delayType, status, diagnosticCode } = outcome;
      const expirationTime = new Date(sentAt.getTime() + DELIVERY_HOURS * 3_600_000).toISOString();
      const delayedRecipients = [{ emailAddress, status, diagnosticCode }];
      return { timestamp, delayType, expirationTime, delayedRecipients, reportingMTA: SES_MTA };
    }
    case "Complaint": {
      const { feedbackType, subType = null } = outcome;
      const report = { userAgent: "ExampleISP-FBL/2.1", complaintFeedbackType: feedbackType, arrivalDate: timestamp };
      const complainedRecipients = [{ emailAddress }];
      return { complainedRecipients, ...feedback, complaintSubType: subType, ...(feedbackType && report) };
    }
    case "Bounce": {
      const { type, subType, dsn } = outcome;
      const status = dsn && { action: "failed", status: dsn.status, diagnosticCode: dsn.diagnosticCode };
      const bouncedRecipients = [{ emailAddress, ...status }];
      const reporter = dsn && { reportingMTA: dsn.reportingMta };
      return { bounceType: type, bounceSubType: subType, bouncedRecipients, ...feedback, ...reporter };
    }
  }
}
