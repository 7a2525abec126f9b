import { randomUUID } from "node:crypto";
import { parseAddress } from "./address";
import type { Header, Message } from "./message";
import type { Outcome } from "./outcomes";

/** A message that SES has accepted. */
export interface SentMessage {
  readonly message: Message;
  readonly messageId: string;
  readonly account: string;
  readonly region: string;
  /** The verified identity that covers the sender: an address or a domain. */
  readonly identity: string;
  /** The call's configuration set, or else the identity's default. */
  readonly configurationSet?: string;
  readonly caller: string;
  readonly sentAt: Date;
}

/** Something that happened to a message; both publications of one happening are made from the same value. */
export interface Happening {
  readonly kind: "Send" | Outcome["kind"];
  /** The member named after the kind, e.g. `bounce`, as in the event form. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** EventBridge detail types, https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html. */
export const DETAIL_TYPES: Readonly<Record<Happening["kind"], string>> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
};

const SOURCE_IP = "127.0.0.1";
const REMOTE_MTA_IP = "192.0.2.44";

/** Message and feedback ids as SES writes them: milliseconds since 1970, a UUID, a part number. */
export function sesId(at: Date, uuid: string = randomUUID()): string {
  return `0100${at.getTime().toString(16).padStart(12, "0")}-${uuid}-000000`;
}

/** ARN of an SES resource, e.g. `identity/example.com`. */
export function sesArn({ region, account }: { region: string; account: string }, resource: string): string {
  return `arn:aws:ses:${region}:${account}:${resource}`;
}

/** The acceptance of a message. */
export const SENT: Happening = { kind: "Send", detail: {} };

/** An outcome at one recipient, with a feedback id of its own for bounces and complaints. */
export function happening(outcome: Outcome, recipient: string, sentAt: Date, now: Date): Happening {
  return { kind: outcome.kind, detail: detailOf(outcome, recipient, sentAt, now) };
}

function detailOf(outcome: Outcome, recipient: string, sentAt: Date, now: Date): Record<string, unknown> {
  const timestamp = now.toISOString();
  if (outcome.kind === "Delivery")
    return {
      timestamp,
      processingTimeMillis: now.getTime() - sentAt.getTime(),
      recipients: [recipient],
      smtpResponse: "250 2.0.0 OK",
      reportingMTA: "a11-22.smtp-out.amazonses.com",
    };
  const feedback = { timestamp, feedbackId: sesId(now) };
  if (outcome.kind === "Complaint") {
    const { feedbackType, subType = null } = outcome;
    const report = { userAgent: "ExampleISP-FBL/2.1", complaintFeedbackType: feedbackType, arrivalDate: timestamp };
    const complainedRecipients = [{ emailAddress: recipient }];
    return { complainedRecipients, ...feedback, complaintSubType: subType, ...(feedbackType && report) };
  }
  const { type, subType, dsn } = outcome;
  const status = dsn && { action: "failed", status: dsn.status, diagnosticCode: dsn.diagnosticCode };
  return {
    bounceType: type,
    bounceSubType: subType,
    bouncedRecipients: [{ emailAddress: recipient, ...status }],
    ...feedback,
    ...(dsn && { reportingMTA: dsn.reportingMta }),
  };
}

/**
 * A record of a configuration set's event destination.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function eventOf(sent: SentMessage, { kind, detail }: Happening): Record<string, unknown> {
  const mail = { ...envelope(sent), ...headersOf(sent), tags: tagsOf(sent) };
  return { eventType: kind, [kind.toLowerCase()]: detail, mail };
}

/**
 * A notification of an identity; headers only when they are wanted.
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
export function notificationOf(
  sent: SentMessage,
  { kind, detail }: Happening,
  withHeaders: boolean,
): Record<string, unknown> {
  const headers = withHeaders ? headersOf(sent) : {};
  const mail = { ...envelope(sent), ...headers, sourceIp: SOURCE_IP, callerIdentity: sent.caller };
  const { complaintSubType, ...rest } = detail;
  const body = { ...rest, ...(complaintSubType ? { complaintSubType } : {}) };
  const remote = "reportingMTA" in detail && { remoteMtaIp: REMOTE_MTA_IP };
  return { notificationType: kind, [kind.toLowerCase()]: { ...body, ...remote }, mail };
}

/** All recipients of a message as SES reports them. */
function destinationOf({ to, cc, bcc }: Message): string[] {
  return [...to, ...cc, ...bcc].map((given) => parseAddress(given)?.text ?? given);
}

function envelope(sent: SentMessage) {
  return {
    timestamp: sent.sentAt.toISOString(),
    source: parseAddress(sent.message.from)?.text ?? sent.message.from,
    sourceArn: sesArn(sent, `identity/${sent.identity}`),
    sendingAccountId: sent.account,
    messageId: sent.messageId,
    destination: destinationOf(sent.message),
  };
}

function headersOf({ message, messageId }: SentMessage) {
  const value = (name: string) => message.headers.find((header: Header) => header.name === name)?.value;
  const subject = value("Subject");
  const replyTo = value("Reply-To");
  return {
    headersTruncated: false,
    headers: message.headers,
    commonHeaders: {
      from: [message.from],
      ...(replyTo !== undefined && { replyTo: [replyTo] }),
      to: message.to,
      ...(message.cc.length > 0 && { cc: message.cc }),
      messageId,
      ...(subject !== undefined && { subject }),
    },
  };
}

function tagsOf({ message, configurationSet, caller }: SentMessage): Record<string, readonly string[]> {
  return {
    "ses:source-tls-version": ["TLSv1.3"],
    "ses:operation": [message.operation],
    ...(configurationSet !== undefined && { "ses:configuration-set": [configurationSet] }),
    "ses:source-ip": [SOURCE_IP],
    "ses:from-domain": [parseAddress(message.from)?.domain ?? ""],
    "ses:caller-identity": [caller],
    ...message.tags,
  };
}
