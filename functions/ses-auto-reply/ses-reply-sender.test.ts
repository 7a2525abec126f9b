import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { PermanentError, RetryableError } from "../shared/errors";
import type { Reply } from "./reply";
import { SesReplySender } from "./ses-reply-sender";

const REPLY: Reply = {
  to: "kim@example.org",
  from: "news@example.com",
  subject: "Re: bill",
  html: undefined,
  text: "Dear Kim",
  headers: { "Auto-Submitted": "auto-replied" },
};

async function refused(error: object): Promise<unknown> {
  const client = { send: () => Promise.reject(Object.assign(new Error("to kim@example.org"), error)) };
  try {
    await new SesReplySender(client as unknown as SESv2Client, undefined).send(REPLY);
  } catch (thrown) {
    return thrown;
  }
  throw new Error("The reply was sent.");
}

const answered = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

test.each([
  ["MessageRejected", "MESSAGE_REJECTED"],
  ["MailFromDomainNotVerifiedException", "MAIL_FROM_DOMAIN_NOT_VERIFIED"],
  ["AccountSuspendedException", "ACCOUNT_SUSPENDED"],
  ["BadRequestException", "BAD_REQUEST"],
])("%s is final", async (name, code) => {
  const error = await refused(answered(name, 400));
  expect(error).toBeInstanceOf(PermanentError);
  expect(error).toMatchObject({ code });
});

test.each([
  ["throttling", answered("TooManyRequestsException", 429)],
  ["a fault of SES", answered("InternalServiceErrorException", 500)],
  ["a paused account", answered("SendingPausedException", 400)],
  ["a missing right", answered("AccessDeniedException", 403)],
  ["a refused connection", { code: "ECONNREFUSED" }],
])("after %s nothing was sent, so a later try may reply", async (_, error) => {
  const thrown = await refused(error);
  expect(thrown).toBeInstanceOf(RetryableError);
  expect((thrown as Error).message).toContain("to ***");
});

test.each([
  ["a connection that broke", { code: "ECONNRESET" }],
  ["a time-out", { name: "TimeoutError" }],
])("after %s nobody knows, so the error stays what it is", async (_, error) => {
  const thrown = await refused(error);
  expect(thrown).not.toBeInstanceOf(RetryableError);
  expect(thrown).not.toBeInstanceOf(PermanentError);
  expect(thrown).toMatchObject(error);
});
