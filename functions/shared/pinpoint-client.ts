import { LambdaClient } from "@aws-sdk/client-lambda";
import { PinpointClient } from "@aws-sdk/client-pinpoint";
import { clientSettings } from "./aws";
import { type HttpRequest, type HttpResponse, invokeEngagementApi } from "./engagement-api";

/**
 * A client of Pinpoint's API. Without an ARN it speaks to Amazon Pinpoint; with one, each command becomes an invocation
 * of the engagement API in its place. Commands, answers, errors and retries are the same for both.
 *
 * @param engagementApiArn unqualified ARN of the engagement API's function (`ENGAGEMENT_API_ARN`)
 */
export function pinpointClient(engagementApiArn: string | undefined, settings = clientSettings): PinpointClient {
  const client = new PinpointClient(settings);
  if (engagementApiArn === undefined) return client;
  // One invocation is one try: Pinpoint's client tries again, with the same invocation id.
  const lambda = new LambdaClient({ ...settings, maxAttempts: 1 });
  client.middlewareStack.add(
    // Stands where the request would leave, and does not let it: `next` would send it to Amazon Pinpoint.
    (_next, { commandName }) =>
      async ({ request }) => {
        const operation = String(commandName).replace(/Command$/, "");
        const response: HttpResponse = await invokeEngagementApi(lambda, {
          functionArn: engagementApiArn,
          operation,
          request: request as HttpRequest,
        });
        return { response };
      },
    { step: "deserialize", priority: "low", name: "engagementApi" },
  );
  return client;
}
