import { runCommand } from "../client";
import type { Service } from "../gateway/service";
import { LIVE_POLICY, sendingPage } from "./page";
import type { SendStatistics } from "./statistics";

/** The page `/_sandbox/sending`: mail per second against the quota, as it happens. */
export function sendingService(clock: () => number = Date.now): Service {
  return {
    scopes: [],
    handle: async () => undefined,
    pages: {
      async sending(_parameters, endpoint) {
        const body = sendingPage(await readStatistics(endpoint), { now: clock(), live: true });
        const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": LIVE_POLICY };
        return { status: 200, headers, body };
      },
    },
  };
}

/** What the SES of a running cloud did of late. */
export async function readStatistics(endpoint: string): Promise<SendStatistics> {
  return JSON.parse(await runCommand(endpoint, "send-statistics", "{}"));
}
