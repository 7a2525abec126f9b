import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PermanentError, RetryableError } from "../shared/errors";
import { maskAddresses } from "../shared/masking";
import type { ReplySender } from "./core";
import type { Reply } from "./reply";

/**
 * Refusals that stay: of this mail, of the sender's set-up, or of the account.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
const FINAL: Readonly<Record<string, string>> = {
  MessageRejected: "MESSAGE_REJECTED",
  MailFromDomainNotVerifiedException: "MAIL_FROM_DOMAIN_NOT_VERIFIED",
  AccountSuspendedException: "ACCOUNT_SUSPENDED",
  BadRequestException: "BAD_REQUEST",
};

/** Faults from before the request was sent. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

const content = (Data: string) => ({ Data, Charset: "UTF-8" });

/** Sends replies by SES. */
export class SesReplySender implements ReplySender {
  /** @param client one that tries once: a second try could be a second reply */
  constructor(
    private readonly client: SESv2Client,
    private readonly configurationSetName: string | undefined,
  ) {}

  async send({ to, from, subject, html, text, headers }: Reply): Promise<void> {
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: this.configurationSetName,
      Content: {
        Simple: {
          Subject: content(subject),
          Body: { ...(html && { Html: content(html) }), ...(text && { Text: content(text) }) },
          Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        },
      },
    });
    try {
      await this.client.send(command);
    } catch (error) {
      throw translated(error as Error & { code?: string; $metadata?: { httpStatusCode?: number } });
    }
  }
}

/** A fault of a connection that stood says nothing of what SES did, so it stays as it is. */
function translated(error: Error & { code?: string; $metadata?: { httpStatusCode?: number } }): Error {
  const text = `SES did not take the reply (${error.name}): ${maskAddresses(error.message)}`;
  const code = FINAL[error.name];
  if (code !== undefined) return new PermanentError(code, text, { cause: error });
  const status = error.$metadata?.httpStatusCode;
  if (status === undefined && !NOT_CONNECTED.has(error.code ?? "")) return error;
  return new RetryableError(text, {
    cause: error,
    fields: { throttled: status === 429 || undefined, error_name: error.name },
  });
}
