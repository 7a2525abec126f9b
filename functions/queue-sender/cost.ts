import PostalMime, { type Address } from "postal-mime";
import { smsParts } from "../shared/sms-parts";
import { READ_ON, Refusal } from "./failures";
import type { LaneMessage } from "./message";
import type { InlineContent, Mail } from "./ses-schema";

/** A mail whose content is there. */
export type ReadyMail = Omit<Mail, "content"> & { readonly content: InlineContent };

/** A message whose content is there. */
export type ReadyMessage =
  | Exclude<LaneMessage, { channel: "ses" }>
  | (Omit<Extract<LaneMessage, { channel: "ses" }>, "ses"> & { readonly ses: ReadyMail });

/**
 * Slots that a message takes: what the service's quota counts, so recipients of mails, parts of texts, addresses of
 * Pinpoint.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
 *
 * @throws Refusal when a raw mail names no recipient
 */
export async function costOf(message: ReadyMessage): Promise<number> {
  if (message.channel === "sms") return smsParts(message.sms.body);
  if (message.channel === "pinpoint") return Object.keys(message.pinpoint.addresses).length;
  const { content } = message.ses;
  if (content.kind === "bulk") return content.entries.reduce((sum, entry) => sum + recipientCount(entry), 0);
  return recipientCount(message.ses) || (await recipientsInHeaders(content));
}

/** Recipients that address fields name. */
export function recipientCount({ to, cc, bcc }: Pick<Mail, "to" | "cc" | "bcc">): number {
  return to.length + cc.length + bcc.length;
}

async function recipientsInHeaders(content: InlineContent): Promise<number> {
  const source = content.kind === "raw" ? Buffer.from(content.data_base64, "base64") : Buffer.alloc(0);
  const { to = [], cc = [], bcc = [] } = await PostalMime.parse(headersOf(source));
  const count = [...to, ...cc, ...bcc].reduce((sum, address) => sum + addressCount(address), 0);
  if (count > 0) return count;
  throw new Refusal(
    "malformed",
    "NO_RECIPIENT",
    `ses.to must be a list of at least one address, or the raw mail must have To, Cc or Bcc; got none. ${READ_ON}`,
  );
}

function addressCount(address: Address): number {
  return address.group ? address.group.length : 1;
}

/** A mail up to the first empty line, as large attachments need not be read for its recipients. */
function headersOf(mail: Buffer): Buffer {
  const ends = ["\r\n\r\n", "\n\n"].map((end) => mail.indexOf(end)).filter((at) => at >= 0);
  return mail.subarray(0, Math.min(...ends, mail.length));
}
