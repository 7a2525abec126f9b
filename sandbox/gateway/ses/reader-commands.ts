import { isIP } from "node:net";
import { checked, fields, invalid } from "../command-input";
import type { Command } from "../service";
import type { EventType } from "./event-types";
import type { SentMessage } from "./events";
import { clicked, type Happening, opened, type Reader, unsubscribed } from "./happenings";
import type { Publisher } from "./publisher";
import type { SentMessages } from "./sent-messages";

/** Commands that play the reader of a message that was sent. */
export type ReaderCommand = "open-message" | "click-message" | "unsubscribe-message";

const EXAMPLE = '{"messageId":"0100…-000000"}';
const IP_ADDRESS = "198.51.100.23";
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/**
 * `open-message {messageId, userAgent?, ipAddress?}`, `click-message {messageId, link, linkTags?, userAgent?,
 * ipAddress?}` and `unsubscribe-message {messageId}`. As on AWS a message is tracked only if it has an HTML part and its
 * configuration set publishes that type, so each command answers with the event destinations that get the event: often
 * none. Unsubscribing is what SES's own List-Unsubscribe header does: a Subscription event. A sender's own
 * unsubscribe link is a link like any other: click it.
 */
export function readerCommands(
  messages: SentMessages,
  publisher: Publisher,
  clock: () => Date,
): Record<ReaderCommand, Command> {
  const publish = async (sent: SentMessage, happening: Happening) => {
    const names = isTracked(sent, happening.kind) ? await publisher.destinationNames(sent, happening.kind) : [];
    if (names.length > 0) publisher.enqueue(() => publisher.publish(sent, happening));
    return { messageId: sent.messageId, eventDestinations: names };
  };
  const find = (given: unknown) =>
    messages.find(checked("messageId", given, Boolean, "the id that a send answered with"));
  return {
    async "open-message"(input) {
      const { messageId, ...rest } = fields(input, EXAMPLE);
      return publish(find(messageId), opened(reader(rest), clock()));
    },
    async "click-message"(input) {
      const { messageId, link: given, linkTags, ...rest } = fields(input, EXAMPLE);
      const sent = find(messageId);
      const link = checked("link", given, isWebAddress, "an address such as https://www.example.com/offer");
      return publish(sent, clicked(reader(rest), link, tags(linkTags), clock()));
    },
    async "unsubscribe-message"(input) {
      const sent = find(fields(input, EXAMPLE)["messageId"]);
      const { contactList } = sent.message;
      if (contactList) return publish(sent, unsubscribed(contactList, clock()));
      throw invalid(
        `Message ${sent.messageId} was sent without ListManagementOptions, so SES put no way to unsubscribe into it, see ` +
          "https://docs.aws.amazon.com/ses/latest/dg/sending-email-subscription-management.html.",
      );
    },
  };
}

function isTracked({ message }: SentMessage, kind: EventType): boolean {
  return kind === "Subscription" || message.html;
}

function reader({ ipAddress = IP_ADDRESS, userAgent = USER_AGENT }: Record<string, unknown>): Reader {
  return {
    ipAddress: checked("ipAddress", ipAddress, (text) => isIP(text) > 0, "an IPv4 or IPv6 address"),
    userAgent: checked("userAgent", userAgent, Boolean, "a text"),
  };
}

function isWebAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? "");
}

/** Tags by name, with one value or several. */
function tags(given: unknown): Record<string, string[]> | undefined {
  if (given === undefined) return undefined;
  const entries = Object.entries(fields(given, '{"section":"hero"}', "linkTags")).map(([name, value]) => {
    const values = [value].flat().map((each) => checked(`linkTags.${name}`, each, Boolean, "a text"));
    return [name, values] as const;
  });
  return Object.fromEntries(entries);
}
