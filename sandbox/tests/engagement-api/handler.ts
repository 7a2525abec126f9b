// Stands in for the engagement API of module 26: answers Pinpoint's operations by alias and keeps what it was asked.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngagementCall } from ".";

// Several workers run this function: what they know together lies in a file.
const FILE = join(String(process.env["TMPDIR"]), "engagement-api.jsonl");

type Answer = (body: EngagementCall["body"], earlier: readonly EngagementCall[], requestId: string) => object;

const ANSWERS: Readonly<Record<string, Answer>> = {
  getEmailTemplate: () => ({ Subject: "From the engagement API: ", HtmlPart: "<p>Dear %%NAME%%, %%ID%%</p>" }),
  sendMessages({ Addresses = {} }, earlier, requestId) {
    const results = Object.keys(Addresses).map((address) => {
      const DeliveryStatus = deliveryStatus(address, earlier);
      return [address, { DeliveryStatus, StatusCode: 200, StatusMessage: DeliveryStatus, MessageId: requestId }];
    });
    return { RequestId: requestId, Result: Object.fromEntries(results) };
  },
};

/** What an address says by its name; one that is throttled is so once. */
function deliveryStatus(address: string, earlier: readonly EngagementCall[]): string {
  if (address.includes("optout")) return "OPT_OUT";
  if (address.includes("invalid")) return "PERMANENT_FAILURE";
  const isNew = !earlier.some(({ body }) => Object.hasOwn(body.Addresses ?? {}, address));
  return address.includes("throttled") && isNew ? "THROTTLED" : "SUCCESSFUL";
}

function asked(): EngagementCall[] {
  if (!existsSync(FILE)) return [];
  return readFileSync(FILE, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** An alias answers as API Gateway's payload format 2.0 has it; the function itself tells what it was asked. */
export async function handler(
  event: { readonly rawPath: string; readonly body?: string },
  { invokedFunctionArn, awsRequestId }: { readonly invokedFunctionArn: string; readonly awsRequestId: string },
) {
  const alias = invokedFunctionArn.split(":")[7];
  if (alias === undefined) return asked();
  const body = JSON.parse(event.body || "{}");
  const earlier = asked();
  appendFileSync(FILE, `${JSON.stringify({ alias, path: event.rawPath, body })}\n`);
  const answer = ANSWERS[alias]?.(body, earlier, awsRequestId);
  const statusCode = answer === undefined ? 405 : 200;
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(answer ?? {}) };
}
