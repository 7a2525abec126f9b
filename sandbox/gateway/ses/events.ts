import { parseAddress } from "./address";
import { EVENT_TYPES } from "./event-types";
import type { Happening } from "./happenings";
import { sesArn } from "./ids";
import type { Header, Message } from "./message";

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

const SOURCE_IP = "127.0.0.1";
const REMOTE_MTA_IP = "192.0.2.44";

/**
 * A record of a configuration set's event destination; two kinds come without the message's headers.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function eventOf(sent: SentMessage, { kind, detail }: Happening): Record<string, unknown> {
  const bare = kind === "DeliveryDelay" || kind === "Rendering Failure";
  const headers = bare ? { headersTruncated: false } : headersOf(sent);
  const mail = { ...envelope(sent), ...headers, tags: tagsOf(sent) };
  return { eventType: kind, [EVENT_TYPES[kind].member]: detail, mail };
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
  return { notificationType: kind, [EVENT_TYPES[kind].member]: { ...body, ...remote }, mail };
}

/** All recipients of a message as SES reports them. */
function destinationOf({ to, cc, bcc }: SentMessage["message"]): string[] {
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

/** Tags of a message: SES's own, which start with `ses:`, and the sender's. */
export function tagsOf({ message, configurationSet, caller }: SentMessage): Record<string, readonly string[]> {
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
