import type { BulkEmailStatus } from "@aws-sdk/client-sesv2";
import { AwsError } from "../service";

/** What a refusal to send is called elsewhere: in the v1 API, and as the status of an entry of a bulk send. */
interface OtherNames {
  readonly v1: string;
  readonly status: BulkEmailStatus;
}

/** A refusal to send that has other names than SendEmail's. */
export class RefusedSend extends AwsError {
  constructor(
    status: number,
    code: string,
    message: string,
    readonly names: OtherNames,
  ) {
    super(status, code, message);
  }
}

/** What bulk sends call other errors of SendEmail. */
const STATUSES: Readonly<Record<string, BulkEmailStatus>> = {
  BadRequestException: "INVALID_PARAMETER",
  MessageRejected: "MESSAGE_REJECTED",
};

/** The status of an entry of a bulk send; undefined for an error that is none of one message. */
export function bulkStatus(error: AwsError): BulkEmailStatus | undefined {
  return error instanceof RefusedSend ? error.names.status : STATUSES[error.code];
}

/** What the v1 API calls other errors of the v2 API. */
const V1_CODES: Readonly<Record<string, string>> = {
  BadRequestException: "InvalidParameterValue",
  NotFoundException: "ConfigurationSetDoesNotExist",
};

/** The error as the v1 API tells it. */
export function inV1(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const code = error instanceof RefusedSend ? error.names.v1 : V1_CODES[error.code];
  return code ? new AwsError(400, code, error.message) : error;
}

/** The account sent all that it may. @param period which of its two quotas is used up */
export function overQuota(period: "second" | "day"): RefusedSend {
  const [text, status] =
    period === "day"
      ? (["Daily message quota exceeded.", "ACCOUNT_DAILY_QUOTA_EXCEEDED"] as const)
      : (["Maximum sending rate exceeded.", "ACCOUNT_THROTTLED"] as const);
  return new RefusedSend(429, "TooManyRequestsException", text, { v1: "Throttling", status });
}

/** Sending was turned off for the account. */
export function accountPaused(): RefusedSend {
  const text = "Email sending is disabled for your account.";
  const names = { v1: "AccountSendingPausedException", status: "ACCOUNT_SENDING_PAUSED" } as const;
  return new RefusedSend(400, "SendingPausedException", text, names);
}

/** Sending was turned off for a configuration set. */
export function configurationSetPaused(set: string): RefusedSend {
  const text = `Email sending is disabled for the configuration set <${set}>.`;
  const names = { v1: "ConfigurationSetSendingPausedException", status: "CONFIGURATION_SET_SENDING_PAUSED" } as const;
  return new RefusedSend(400, "SendingPausedException", text, names);
}

/** No verified identity covers the sender. */
export function notVerified(region: string, sender: string): AwsError {
  const text = `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${sender}`;
  return new AwsError(400, "MessageRejected", text);
}
