import { checked, fields } from "../command-input";
import type { Command } from "../service";
import type { SentMessages } from "./sent-messages";

/** `sent-mail {to?}` answers with the mails that SES sent on, to one address or to all, the oldest first. */
export function sentMailCommand(messages: SentMessages): Record<"sent-mail", Command> {
  return {
    async "sent-mail"(input) {
      const { to } = fields(input, '{"to": "kim@example.org"}');
      const wanted = to === undefined ? undefined : checked("to", to, Boolean, "an e-mail address");
      return messages
        .all()
        .filter(({ message }) => wanted === undefined || message.to.includes(wanted))
        .map(({ messageId, sentAt, message: { from, to: recipients, headers } }) => ({
          messageId,
          sentAt: sentAt.toISOString(),
          from,
          to: recipients,
          headers,
        }));
    },
  };
}
