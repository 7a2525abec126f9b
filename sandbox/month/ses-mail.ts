import { sesArn, sesId } from "../gateway/ses/ids";
import * as details from "./details";
import type { MailStep } from "./mail-fate";
import type { Person } from "./people";
import type { Random } from "./random";
import type { Receipt } from "./story";

const SENDER = `Example Shop <orders@${details.SENDER_DOMAIN}>`;
const IDENTITY = sesArn({ region: "eu-west-1", account: details.ACCOUNT }, `identity/${details.SENDER_DOMAIN}`);
const HOUR = 3_600_000;

/** A mail as all its events describe it, https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. */
export function sesMail(random: Random, people: readonly Person[], { subject, purpose }: Receipt, sentAt: number) {
  const destination = people.map(({ address }) => address);
  const messageId = sesId(new Date(sentAt), random.uuid());
  return {
    timestamp: new Date(sentAt).toISOString(),
    source: SENDER,
    sourceArn: IDENTITY,
    sendingAccountId: details.ACCOUNT,
    messageId,
    destination,
    headersTruncated: false,
    headers: details.headers(random, SENDER, destination, subject),
    commonHeaders: { from: [SENDER], to: destination, messageId, subject },
    tags: {
      "ses:source-tls-version": ["TLSv1.3"],
      "ses:operation": ["SendEmail"],
      "ses:configuration-set": ["receipts"],
      "ses:source-ip": ["203.0.113.17"],
      "ses:from-domain": [details.SENDER_DOMAIN],
      "ses:caller-identity": ["shop"],
      purpose: [purpose],
      [details.MARK]: ["true"],
    },
  };
}

/** What {@link sesMail} makes. */
export type SesMail = ReturnType<typeof sesMail>;

/** The event for what becomes of a mail at one recipient. */
export function sesEvent(random: Random, mail: SesMail, { kind, at, person: { address } }: MailStep): object {
  const timestamp = new Date(at).toISOString();
  const reader = { timestamp, ...details.reader(random) };
  switch (kind) {
    case "send":
      return { eventType: "Send", mail, send: {} };
    case "delivered":
      return { eventType: "Delivery", mail, delivery: delivery(random, mail, address, at) };
    case "hardbounce":
      return { eventType: "Bounce", mail, bounce: bounce(random, details.HARD_BOUNCE, address, timestamp) };
    case "softbounce":
      return { eventType: "Bounce", mail, bounce: bounce(random, details.SOFT_BOUNCE, address, timestamp) };
    case "rejected":
      return { eventType: "Reject", mail, reject: { reason: "Bad content" } };
    case "rendering_failure":
      return { eventType: "Rendering Failure", mail: withoutHeaders(mail), failure: NOT_RENDERED };
    case "delivery_delay":
      return { eventType: "DeliveryDelay", mail: withoutHeaders(mail), deliveryDelay: delay(random, address, at) };
    case "open":
      return { eventType: "Open", mail, open: reader };
    case "click":
      return {
        eventType: "Click",
        mail,
        click: { ...reader, link: details.productLink(random), linkTags: { section: ["order"] } },
      };
    case "unsubscribe":
      return {
        eventType: "Click",
        mail,
        click: { ...reader, link: details.UNSUBSCRIBE_LINK, linkTags: { unsubscribeLinkTag: ["click"] } },
      };
    case "complaint":
      return { eventType: "Complaint", mail, complaint: complaint(random, address, timestamp) };
  }
}

const NOT_RENDERED = {
  errorMessage: "Attribute 'firstName' is not present in the rendering data.",
  templateName: "receipt",
};

/** The two events that SES writes without headers. */
function withoutHeaders({ headers: _, commonHeaders: __, ...mail }: SesMail) {
  return mail;
}

function delivery(random: Random, mail: SesMail, address: string, at: number) {
  return {
    timestamp: new Date(at).toISOString(),
    processingTimeMillis: at - Date.parse(mail.timestamp),
    recipients: [address],
    smtpResponse: details.smtpResponse(random),
    reportingMTA: details.reportingMta(random),
  };
}

function bounce(
  random: Random,
  { type, subType, status, diagnostic }: details.Refusal,
  address: string,
  timestamp: string,
) {
  return {
    bounceType: type,
    bounceSubType: subType,
    bouncedRecipients: [{ emailAddress: address, action: "failed", status, diagnosticCode: diagnostic }],
    timestamp,
    feedbackId: details.feedbackId(random),
    reportingMTA: details.BOUNCE_MTA,
  };
}

function complaint(random: Random, emailAddress: string, timestamp: string) {
  return {
    complainedRecipients: [{ emailAddress }],
    timestamp,
    feedbackId: details.feedbackId(random),
    complaintSubType: null,
    userAgent: details.FEEDBACK_LOOP,
    complaintFeedbackType: "abuse",
    arrivalDate: timestamp,
  };
}

function delay(random: Random, emailAddress: string, at: number) {
  const diagnosticCode = "smtp; 421 4.4.1 Unable to connect to remote host";
  return {
    timestamp: new Date(at).toISOString(),
    delayType: "TransientCommunicationFailure",
    expirationTime: new Date(at + 14 * HOUR).toISOString(),
    delayedRecipients: [{ emailAddress, status: "4.4.1", diagnosticCode }],
    reportingMTA: details.reportingMta(random),
  };
}
