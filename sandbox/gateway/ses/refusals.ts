import { AwsError } from "../service";

/** A refusal to send that the v1 API calls by another name. */
export class RefusedSend extends AwsError {
  constructor(
    status: number,
    code: string,
    readonly codeV1: string,
    message: string,
  ) {
    super(status, code, message);
  }
}

/** What the v1 API calls other errors of the v2 API. */
const V1_CODES: Readonly<Record<string, string>> = {
  BadRequestException: "InvalidParameterValue",
  NotFoundException: "ConfigurationSetDoesNotExist",
};

/** The error as the v1 API tells it. */
export function inV1(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const code = error instanceof RefusedSend ? error.codeV1 : V1_CODES[error.code];
  return code ? new AwsError(400, code, error.message) : error;
}

/** Sending was turned off for the account. */
export function accountPaused(): RefusedSend {
  const text = "Email sending is disabled for your account.";
  return new RefusedSend(400, "SendingPausedException", "AccountSendingPausedException", text);
}

/** Sending was turned off for a configuration set. */
export function configurationSetPaused(set: string): RefusedSend {
  const text = `Email sending is disabled for the configuration set <${set}>.`;
  return new RefusedSend(400, "SendingPausedException", "ConfigurationSetSendingPausedException", text);
}

/** No verified identity covers the sender. */
export function notVerified(region: string, sender: string): AwsError {
  const text = `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${sender}`;
  return new AwsError(400, "MessageRejected", text);
}
