import * as pinpoint from "@aws-sdk/client-pinpoint";
import * as sms from "@aws-sdk/client-pinpoint-sms-voice-v2";
import * as ses from "@aws-sdk/client-sesv2";
import { classify, classifyStatus } from "./classify";
import { backoffSeconds, isTemporary, PAUSES_MS, Refusal } from "./failures";

const said = (message = "", more: object = {}) => ({ message, $metadata: {}, ...more });
/** An error that the SDK has no class for, as SES's first API names them. */
const named = (name: string, message = "", more: object = {}) =>
  Object.assign(new Error(message), { name, $fault: "client", ...more });
const network = (code: string, more: object = {}) => Object.assign(new Error(`${code}!`), { code, ...more });

test.each([
  ["rate", new ses.TooManyRequestsException(said("Too Many Requests"))],
  ["rate", named("Throttling", "Maximum sending rate exceeded.")],
  ["rate", named("ThrottlingException", "Rate exceeded")],
  ["rate", named("Whatever", "454 Throttling failure: Maximum sending rate exceeded.")],
  ["rate", named("Unknown", "", { $metadata: { httpStatusCode: 429 } })],
  ["rate", new sms.ThrottlingException(said())],
  ["rate", new pinpoint.TooManyRequestsException(said())],
  ["daily_quota", new ses.TooManyRequestsException(said("Daily message quota exceeded."))],
  ["daily_quota", named("Throttling", "Daily sending quota exceeded")],
  ["daily_quota", new ses.LimitExceededException(said())],
  ["daily_quota", new sms.ServiceQuotaExceededException(said("", { Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" }))],
  ["daily_quota", new sms.ServiceQuotaExceededException(said("", { Reason: "DAILY_DESTINATION_CALL_LIMIT" }))],
  ["rejected", new sms.ServiceQuotaExceededException(said("", { Reason: "POOLS_PER_ACCOUNT" }))],
  ["paused", new ses.SendingPausedException(said())],
  ["paused", named("AccountSendingPausedException")],
  ["paused", named("ConfigurationSetSendingPausedException")],
  ["suspended", new ses.AccountSuspendedException(said())],
  ["suspended", new sms.AccessDeniedException(said("", { Reason: "ACCOUNT_DISABLED" }))],
  ["suspended", new sms.AccessDeniedException(said("", { Reason: "INSUFFICIENT_ACCOUNT_REPUTATION" }))],
  ["rejected", new ses.MessageRejected(said("Email address is not verified."))],
  ["rejected", new ses.BadRequestException(said())],
  ["rejected", new ses.NotFoundException(said("Template welcome does not exist"))],
  ["rejected", new ses.MailFromDomainNotVerifiedException(said())],
  ["rejected", new sms.ValidationException(said())],
  ["rejected", new sms.ResourceNotFoundException(said())],
  ["rejected", new pinpoint.PayloadTooLargeException(said())],
  [
    "rejected",
    named(
      "AccessDenied",
      "not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:eu-west-1:1:identity/x.com'",
    ),
  ],
  ["opted_out", new sms.ConflictException(said("", { Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" }))],
  ["rejected", new sms.ConflictException(said("", { Reason: "RESOURCE_NOT_ACTIVE" }))],
  ["permission", named("AccessDeniedException", "not authorized to perform sms-voice:SendTextMessage")],
  ["permission", new pinpoint.ForbiddenException(said())],
  ["permission", named("ExpiredTokenException")],
  ["permission", named("UnrecognizedClientException", "", { $metadata: { httpStatusCode: 403 } })],
  ["transient", new ses.InternalServiceErrorException(said())],
  ["transient", new sms.InternalServerException(said())],
  ["transient", named("Unknown", "", { $metadata: { httpStatusCode: 503 } })],
  ["transient", network("ECONNREFUSED")],
  ["transient", network("ENOTFOUND")],
  ["transient", network("ETIMEDOUT", { syscall: "connect" })],
  [
    "transient",
    Object.assign(new Error("Socket timed out without establishing a connection within 1000 ms"), {
      name: "TimeoutError",
    }),
  ],
  ["uncertain", network("ECONNRESET", { name: "TimeoutError" })],
  ["uncertain", network("EPIPE", { syscall: "write" })],
  [
    "uncertain",
    Object.assign(new Error("a request has exceeded the configured 10000 ms requestTimeout"), { name: "TimeoutError" }),
  ],
  ["uncertain", new SyntaxError("Unexpected token < in JSON")],
  ["uncertain", "thrown text"],
])("%s: %p", (failureClass, error) => {
  expect(classify(error).class).toBe(failureClass);
});

test("a failure tells the service's name, reason and text", () => {
  const error = new sms.ConflictException(said("no", { Reason: "RESOURCE_NOT_ACTIVE" }));
  expect(classify(error)).toEqual({ class: "rejected", code: "ConflictException/RESOURCE_NOT_ACTIVE", message: "no" });
});

test("a refusal of ours stays what it is", () => {
  expect(classify(new Refusal("malformed", "NO_APPLICATION", "no"))).toMatchObject({ class: "malformed" });
});

test.each([
  [true, named("ConfigurationSetSendingPausedException")],
  [true, new ses.SendingPausedException(said("Sending paused for configuration set news"))],
  [undefined, new ses.SendingPausedException(said("Sending is paused for this account"))],
])("whether only a configuration set is paused: %p", (isOfConfigurationSet, error) => {
  expect(classify(error).isOfConfigurationSet).toBe(isOfConfigurationSet);
});

test.each(Object.values(ses.BulkEmailStatus).concat())("SES's status %s of an entry is known", (status) => {
  const failure = classifyStatus(status, "text");
  const classes: Record<string, string | undefined> = {
    SUCCESS: undefined,
    ACCOUNT_THROTTLED: "rate",
    ACCOUNT_DAILY_QUOTA_EXCEEDED: "daily_quota",
    ACCOUNT_SENDING_PAUSED: "paused",
    CONFIGURATION_SET_SENDING_PAUSED: "paused",
    ACCOUNT_SUSPENDED: "suspended",
    TRANSIENT_FAILURE: "transient",
  };
  expect(failure?.class).toBe(status in classes ? classes[status] : "rejected");
});

test.each([
  ["SUCCESSFUL", undefined],
  ["DUPLICATE", undefined],
  ["THROTTLED", "rate"],
  ["OPT_OUT", "opted_out"],
  ["PERMANENT_FAILURE", "rejected"],
  ["TEMPORARY_FAILURE", "transient"],
  ["UNKNOWN_FAILURE", "transient"],
])("Pinpoint's status %s of an address means %s", (status, failureClass) => {
  expect(classifyStatus(status, "")?.class).toBe(failureClass);
});

test("breakers stay open for 30, 15, 60 and 5 minutes", () => {
  expect(PAUSES_MS).toEqual({ daily_quota: 1_800_000, paused: 900_000, suspended: 3_600_000, permission: 300_000 });
  for (const failureClass of ["rate", "transient", "paused", "permission"] as const) {
    expect(isTemporary({ class: failureClass, code: "", message: "" })).toBe(true);
  }
  for (const failureClass of ["rejected", "malformed", "uncertain", "opted_out"] as const) {
    expect(isTemporary({ class: failureClass, code: "", message: "" })).toBe(false);
  }
});

test("throttled messages wait up to 2^tries seconds, at most 300; others half of it to all of it, at most 900", () => {
  expect([0, 0.5, 1].map((random) => backoffSeconds("rate", 3, random))).toEqual([0, 4, 8]);
  expect(backoffSeconds("rate", 40, 1)).toBe(300);
  expect([0, 1].map((random) => backoffSeconds("transient", 3, random))).toEqual([4, 8]);
  expect([0, 1].map((random) => backoffSeconds("transient", 40, random))).toEqual([450, 900]);
});
