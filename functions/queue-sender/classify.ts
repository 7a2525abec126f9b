import { asError } from "../shared/errors";
import { isObject } from "../shared/json";
import { type Failure, type FailureClass, Refusal } from "./failures";

/** What is known of an error; the services' exceptions and Node.js's own have it in different places. */
interface Facts {
  readonly name: string;
  readonly message: string;
  /** Why, as End User Messaging says in some exceptions. */
  readonly reason: string;
  /** Whose fault an answer says it is; empty without one. */
  readonly fault: string;
  /** HTTP status of the answer, 0 without one. */
  readonly status: number;
  /** Code of a network error, such as ECONNRESET, and the call that failed. */
  readonly code: string;
  readonly syscall: string;
}

type Row = readonly [FailureClass, (facts: Facts) => boolean];

const NOT_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|UNABLE_TO_)/;

/**
 * What each error means; the first row that fits decides. The same words come under the names of both versions of SES's
 * API, so some rows look at the message: a daily quota is reported as `Throttling`, too.
 *
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html#API_SendTextMessage_Errors
 */
const TABLE: readonly Row[] = [
  ["daily_quota", ({ message }) => /daily (message|sending) quota exceeded/i.test(message)],
  ["daily_quota", ({ name }) => /^LimitExceeded(Exception)?$/.test(name)],
  ["daily_quota", ({ reason }) => /^(MONTHLY_SPEND_LIMIT_REACHED_FOR_\w+|DAILY_\w+_LIMIT)$/.test(reason)],
  ["rate", ({ message }) => /maximum sending rate exceeded/i.test(message)],
  ["rate", ({ name, status }) => /^(TooManyRequests|(Request)?Throttl(ing|ed))/.test(name) || status === 429],
  ["paused", ({ name }) => /SendingPaused(Exception)?$/.test(name)],
  ["suspended", ({ name }) => name === "AccountSuspendedException"],
  ["suspended", ({ reason }) => reason === "ACCOUNT_DISABLED" || reason === "INSUFFICIENT_ACCOUNT_REPUTATION"],
  ["opted_out", ({ reason }) => reason === "DESTINATION_PHONE_NUMBER_OPTED_OUT"],
  // The role may send from other identities: what is wrong is the message's sender, not the lane.
  ["rejected", ({ name, message }) => name.startsWith("AccessDenied") && message.includes(":identity/")],
  ["permission", ({ name }) => /^(AccessDenied|Forbidden|ExpiredToken|Credentials)/.test(name)],
  ["permission", ({ status }) => status === 401 || status === 403],
  ["transient", ({ fault, status }) => fault === "server" || status >= 500 || status === 408],
  ["rejected", ({ fault, status }) => fault === "client" || status >= 400],
  ["transient", ({ code, syscall }) => NOT_CONNECTED.test(code) || syscall === "connect"],
  ["transient", ({ message }) => message.includes("without establishing a connection")],
];

/**
 * What an error of a send means. Whatever is not known, such as a connection that broke after the request was written,
 * is `uncertain`: the message may have been sent.
 */
export function classify(thrown: unknown): Failure {
  if (thrown instanceof Refusal) return thrown.failure;
  const facts = factsOf(thrown);
  const [failureClass] = TABLE.find(([, fits]) => fits(facts)) ?? (["uncertain"] as const);
  const { name, message, reason, code } = facts;
  return {
    class: failureClass,
    code: [name, reason || code].filter(Boolean).join("/"),
    message,
    ...(failureClass === "paused" &&
      /configuration ?set/i.test(`${name} ${message}`) && { isOfConfigurationSet: true }),
  };
}

function factsOf(thrown: unknown): Facts {
  const { name, message } = asError(thrown);
  const { Reason, code, syscall, $fault, $metadata } = (thrown ?? {}) as Record<string, unknown>;
  const status = isObject($metadata) ? Number($metadata["httpStatusCode"] ?? 0) : 0;
  return { name, message, reason: text(Reason), fault: text($fault), status, code: text(code), syscall: text(syscall) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * What SES says of an entry of a bulk send, and Pinpoint of an address, inside an answer that is a success.
 *
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_BulkEmailEntryResult.html
 * https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html
 */
const STATUSES: Readonly<Record<string, FailureClass>> = {
  ACCOUNT_THROTTLED: "rate",
  ACCOUNT_DAILY_QUOTA_EXCEEDED: "daily_quota",
  ACCOUNT_SENDING_PAUSED: "paused",
  CONFIGURATION_SET_SENDING_PAUSED: "paused",
  ACCOUNT_SUSPENDED: "suspended",
  TRANSIENT_FAILURE: "transient",
  THROTTLED: "rate",
  OPT_OUT: "opted_out",
  TEMPORARY_FAILURE: "transient",
  UNKNOWN_FAILURE: "transient",
};

/** What the status of a part means; undefined when the part was sent. Any status not known is a refusal. */
export function classifyStatus(status: string, message: string): Failure | undefined {
  if (status === "SUCCESS" || status === "SUCCESSFUL" || status === "DUPLICATE") return undefined;
  return {
    class: STATUSES[status] ?? "rejected",
    code: status,
    message,
    ...(status === "CONFIGURATION_SET_SENDING_PAUSED" && { isOfConfigurationSet: true }),
  };
}
