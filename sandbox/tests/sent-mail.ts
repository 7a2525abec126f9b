import { command } from "./suite";

/** A mail that SES sent on, as the command `sent-mail` tells it. */
export interface SentMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** Every mail that SES sent on, to one address or to all, the oldest first. */
export function sentMail(to?: string): Promise<SentMail[]> {
  return command<SentMail[]>("sent-mail", { to });
}
