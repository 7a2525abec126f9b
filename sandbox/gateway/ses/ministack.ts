import { unescapeXml } from "../protocol";
import { AwsError, type Cloud, type Reply } from "../service";
import type { Scope } from "./state";

/**
 * A root call to MiniStack's SES v2.
 * @returns the answer's JSON; MiniStack's refusals are thrown as they are
 */
export async function askV2(cloud: Cloud, { region }: Scope, method: string, path: string, body?: object) {
  const reply = await cloud.request("ses", region, {
    method,
    path: `/v2/email${path}`,
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const json = JSON.parse(reply.body.toString() || "{}") as Record<string, unknown>;
  if (reply.status < 400) return json;
  const code = reply.headers?.["x-amzn-errortype"] ?? String(json["name"] ?? "InternalFailure");
  throw new AwsError(reply.status, code, String(json["message"] ?? json["Message"] ?? ""));
}

/** A root call of the query protocol to MiniStack, e.g. SNS Publish. */
export function askQuery(
  cloud: Cloud,
  service: "ses" | "sns",
  region: string,
  form: Readonly<Record<string, string>>,
): Promise<Reply> {
  return cloud.request(service, region, {
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
}

/** Names of all identities that MiniStack has, made by either API; there each one is verified. */
export async function identityNames(cloud: Cloud, scope: Scope): Promise<string[]> {
  const { EmailIdentities = [] } = (await askV2(cloud, scope, "GET", "/identities?PageSize=1000")) as {
    EmailIdentities?: { IdentityName: string }[];
  };
  const reply = await askQuery(cloud, "ses", scope.region, { Action: "ListIdentities", Version: "2010-12-01" });
  const members = [...reply.body.toString().matchAll(/<member>([^<]*)<\/member>/g)];
  return [
    ...EmailIdentities.map(({ IdentityName }) => IdentityName),
    ...members.map(([, name = ""]) => unescapeXml(name)),
  ];
}
