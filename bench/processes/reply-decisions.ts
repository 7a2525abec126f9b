import { addressParser } from "postal-mime";
import { decide } from "../../functions/ses-auto-reply/core";
import { mailsOf } from "../../functions/ses-auto-reply/event";
import { readMail } from "../../functions/ses-auto-reply/mail";
import { inboundMails } from "../inbound-mails";
import { interleave } from "../interleave";
import { processorTime } from "../processor-time";

const MAILS = 4_000;

const settings = {
  policy: { scanEnabled: true, requireAuthenticatedSender: true },
  own: { ruleRecipients: ["mail.example.com"], ownDomains: ["example.net"], fromAddress: undefined },
  replyAddressSource: "from",
} as const;

/** Header parsing alone: every header under its name, and the author's address. */
function parse(texts: readonly string[]): void {
  for (const text of texts) {
    const { mail } = JSON.parse(text).Records[0].ses;
    const headers = new Map<string, string>();
    for (const { name, value } of mail.headers) headers.set(name.toLowerCase(), value);
    addressParser(headers.get("from") ?? "");
  }
}

/** From the event's text to the decision. @returns how many mails would get a reply */
function decideAll(texts: readonly string[]): number {
  const mails = texts.flatMap((text) => mailsOf(JSON.parse(text)));
  return mails.filter((message) => "recipient" in decide(readMail(message), settings)).length;
}

async function main(): Promise<void> {
  const texts = inboundMails(MAILS);
  const answered = decideAll(texts);
  const tasks = { parse: () => parse(texts), decide: () => decideAll(texts) };
  const times = await interleave({ rounds: 15, warmUps: 3, tasks, clock: processorTime });
  process.send?.({ mails: MAILS, answered, times });
}

void main();
