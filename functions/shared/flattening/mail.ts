import { readAddress } from "../feedback/address";
import type { Fields } from "./fields";
import type { FlatEvent } from "./flat-event";

/**
 * Columns of the mail that an event is about.
 *
 * @param sentAt the field with the time of sending
 * @param from the field with the sender's address
 */
export function mailColumns(mail: Fields, sentAt: string, from: string): Partial<FlatEvent> {
  const sender = mail.text(from);
  return {
    message_ms: mail.milliseconds(sentAt),
    message_id: mail.text("messageId"),
    sender: sender === undefined ? undefined : bareAddress(sender),
    destination: addresses(mail.texts("destination")),
    subject: mail.fields("commonHeaders").text("subject"),
  };
}

/** The header From as it was written, several senders joined by comma. */
export function fromHeader(mail: Fields): string | undefined {
  const from = mail.fields("commonHeaders").texts("from");
  return from.length > 0 ? from.join(", ") : undefined;
}

/** Bare addresses in lower case; undefined for an empty list. */
export function addresses(list: readonly string[]): string[] | undefined {
  return list.length > 0 ? list.map(bareAddress) : undefined;
}

/** The address without display name, in lower case; text that is no address stays, trimmed. */
export function bareAddress(text: string): string {
  return readAddress(text)?.key ?? text.trim().toLowerCase();
}
