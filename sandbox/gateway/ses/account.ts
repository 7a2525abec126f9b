import { type Call, type Cloud, jsonReply } from "../service";
import type { SendQuota } from "./send-quota";
import type { State } from "./state";
import { type Action, emptyJson, jsonBody, type Route, xmlReply } from "./wire";

/**
 * The account as SES v2 tells it, MiniStack's with what is kept here, and whether it may send.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html
 */
export function accountRoutes(cloud: Cloud, state: State, quota: SendQuota): Route[] {
  return [
    {
      method: "GET",
      path: /^\/account$/,
      async handle(call) {
        const reply = await cloud.forward(call);
        if (reply.status !== 200) return reply;
        const { suppressedReasons: SuppressedReasons, sendingEnabled: SendingEnabled } = state.of(call);
        const own = { SuppressionAttributes: { SuppressedReasons }, SendingEnabled, SendQuota: quota.told };
        return jsonReply({ ...JSON.parse(reply.body.toString()), ...own });
      },
    },
    {
      method: "PUT",
      path: /^\/account\/sending$/,
      async handle(call) {
        await cloud.authorize(call, "ses:PutAccountSendingAttributes", "*");
        state.of(call).sendingEnabled = jsonBody<{ SendingEnabled: boolean }>(call).SendingEnabled === true;
        return emptyJson;
      },
    },
  ];
}

/** The same by SES v1, https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html. */
export function accountActions(cloud: Cloud, state: State, quota: SendQuota): Record<string, Action> {
  const permitted = (
    action: string,
    answer: (call: Call, form: URLSearchParams) => string,
  ): Record<string, Action> => ({
    async [action](call, form) {
      await cloud.authorize(call, `ses:${action}`, "*");
      return xmlReply(action, answer(call, form));
    },
  });
  return {
    ...permitted("GetSendQuota", () =>
      Object.entries(quota.told)
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join(""),
    ),
    ...permitted("GetAccountSendingEnabled", (call) => `<Enabled>${state.of(call).sendingEnabled}</Enabled>`),
    ...permitted("UpdateAccountSendingEnabled", (call, form) => {
      state.of(call).sendingEnabled = form.get("Enabled") === "true";
      return "";
    }),
  };
}
