import { sesId } from "../gateway/ses/ids";
import * as details from "./details";
import type { MailKind } from "./mail-fate";
import type { Person } from "./people";
import { APPLICATION } from "./pinpoint-events";
import type { Random } from "./random";

/** What Pinpoint writes an event for; delays are not among it. */
export type PinpointMailKind = Exclude<MailKind, "delivery_delay">;

const FROM = `offers@${details.SENDER_DOMAIN}`;
const NOT_RENDERED = "Attribute 'User.UserAttributes.FirstName' is not present in the rendering data.";

/** A mail as all its events describe it. */
export function pinpointMail(random: Random, { address }: Person, subject: string, sentAt: number) {
  return {
    message_id: sesId(new Date(sentAt), random.uuid()),
    message_send_timestamp: sentAt,
    from_address: FROM,
    destination: [address],
    headers_truncated: false,
    headers: details.headers(random, FROM, [address], subject).slice(0, 4),
    common_headers: { from: FROM, to: [address], subject },
  };
}

/** What mail events have beside the members of all records. */
export function mailFacets(random: Random, kind: PinpointMailKind, mail: { readonly destination: readonly string[] }) {
  const detail = detailOf(random, kind, mail.destination[0] ?? "");
  return {
    client_context: { custom: { legacy_identifier: APPLICATION } },
    facets: { email_channel: { mail_event: { mail, ...detail } } },
  };
}

/** Pinpoint's attribute `feedback`. */
export function feedback(kind: PinpointMailKind): string {
  const words: Partial<Record<PinpointMailKind, string>> = {
    send: "received",
    open: "opened",
    click: `https://www.${details.SENDER_DOMAIN}/`,
    unsubscribe: "unsubscribed",
  };
  return words[kind] ?? kind;
}

function detailOf(random: Random, kind: PinpointMailKind, address: string): object {
  switch (kind) {
    case "send":
      return { send: {} };
    case "delivered":
      return { delivery: delivery(random, address) };
    case "hardbounce":
      return { bounce: bounce(random, details.HARD_BOUNCE, address) };
    case "softbounce":
      return { bounce: bounce(random, details.SOFT_BOUNCE, address) };
    case "rejected":
      return { reject: { reason: "Bad content" } };
    case "rendering_failure":
      return { rendering_failure: { error_message: NOT_RENDERED, template_name: "offers" } };
    case "open":
      return { open: reader(random) };
    case "click":
      return { click: { ...reader(random), link: details.productLink(random), link_tags: { section: ["hero"] } } };
    case "unsubscribe":
      return {
        click: { ...reader(random), link: details.UNSUBSCRIBE_LINK, link_tags: { unsubscribeLinkTag: ["click"] } },
      };
    case "complaint":
      return { complaint: complaint(random, address) };
  }
}

function reader(random: Random) {
  const { ipAddress, userAgent } = details.reader(random);
  return { ip_address: ipAddress, user_agent: userAgent };
}

function delivery(random: Random, address: string) {
  return {
    smtp_response: details.smtpResponse(random),
    reporting_mta: details.reportingMta(random),
    recipients: [address],
    processing_time_millis: 400 + random.below(3_600),
  };
}

function bounce(random: Random, { type, subType, status, diagnostic }: details.Refusal, address: string) {
  return {
    bounce_type: type,
    bounce_sub_type: subType,
    bounced_recipients: [{ email_address: address, action: "failed", status, diagnostic_code: diagnostic }],
    feedback_id: details.feedbackId(random),
    reporting_mta: details.BOUNCE_MTA,
  };
}

function complaint(random: Random, address: string) {
  return {
    complained_recipients: [{ email_address: address }],
    feedback_id: details.feedbackId(random),
    user_agent: details.FEEDBACK_LOOP,
    complaint_feedback_type: "abuse",
  };
}
