import { type Call, jsonReply, type Reply } from "../service";
import type { Acceptance } from "./acceptance";
import { type Message, messageFromV2, type SendEmailInput } from "./message";
import { messageFromV1, messageFromV1Raw } from "./message-v1";
import { inV1 } from "./refusals";
import { type Action, jsonBody, type Route, xmlReply } from "./wire";

/** SES v2 SendEmail. */
export function sendRoute(acceptance: Acceptance): Route {
  return {
    method: "POST",
    path: /^\/outbound-emails$/,
    handle: async (call) =>
      jsonReply({ MessageId: await send(acceptance, call, messageFromV2(jsonBody<SendEmailInput>(call))) }),
  };
}

/** SES v1 SendEmail and SendRawEmail. */
export function sendActions(acceptance: Acceptance): Record<string, Action> {
  return {
    SendEmail: (call, form) => sendV1(acceptance, call, "SendEmail", () => messageFromV1(form)),
    SendRawEmail: (call, form) => sendV1(acceptance, call, "SendRawEmail", () => messageFromV1Raw(form)),
  };
}

async function sendV1(acceptance: Acceptance, call: Call, action: string, read: () => Message): Promise<Reply> {
  try {
    return xmlReply(action, `<MessageId>${await send(acceptance, call, read())}</MessageId>`);
  } catch (error) {
    throw inV1(error);
  }
}

async function send(acceptance: Acceptance, call: Call, message: Message): Promise<string> {
  return acceptance.accept(call, message, await acceptance.admit(call, message));
}
