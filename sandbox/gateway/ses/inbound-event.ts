import { commonHeaders, type Header, type InboundMail } from "./inbound-mail";
import type { ReceiptRule } from "./receipt-rules";

/** Characters of headers beyond which SES leaves the rest out. */
const MAX_HEADERS = 10_240;

/** One rule that a mail has come to, with the recipients it is for. */
export interface Receipt {
  readonly rule: ReceiptRule;
  readonly recipients: readonly string[];
}

/**
 * The part of an event that describes the mail and what SES found out about it.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
export function notification(mail: InboundMail, { rule, recipients }: Receipt, action: object) {
  const { headers, truncated } = told(mail.headers);
  const timestamp = mail.receivedAt.toISOString();
  const scanned = (status: string) => ({ status: rule.scanEnabled ? status : "DISABLED" });
  return {
    mail: {
      timestamp,
      source: mail.sender,
      messageId: mail.messageId,
      destination: mail.recipients,
      headersTruncated: truncated,
      headers,
      commonHeaders: commonHeaders(mail),
    },
    receipt: {
      timestamp,
      processingTimeMillis: 500,
      recipients,
      spamVerdict: scanned(mail.verdicts.spam),
      virusVerdict: scanned(mail.verdicts.virus),
      spfVerdict: { status: mail.verdicts.spf },
      dkimVerdict: { status: mail.verdicts.dkim },
      dmarcVerdict: { status: mail.verdicts.dmarc },
      action,
    },
  };
}

/** The event of a Lambda action: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html */
export function lambdaEvent(mail: InboundMail, receipt: Receipt, action: object) {
  return { Records: [{ eventSource: "aws:ses", eventVersion: "1.0", ses: notification(mail, receipt, action) }] };
}

function told(headers: readonly Header[]): { headers: Header[]; truncated: boolean } {
  let length = 0;
  const kept = headers.filter(({ name, value }) => {
    length += name.length + value.length;
    return length <= MAX_HEADERS;
  });
  return { headers: kept, truncated: kept.length < headers.length };
}
