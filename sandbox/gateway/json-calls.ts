import type { Cloud, Reply } from "./service";

/** A root call of the AWS JSON protocol to MiniStack, with its bare answer. @param target e.g. `AWSGlue.GetTable` */
export function requestJson(
  cloud: Cloud,
  service: string,
  region: string,
  target: string,
  input: object,
): Promise<Reply> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  return cloud.request(service, region, { headers, body: JSON.stringify(input) });
}

/** What MiniStack answers a call of the AWS JSON protocol with. */
export interface JsonAnswer<T> {
  readonly ok: boolean;
  readonly code: string;
  readonly message: string;
  /** The members of the answer; those of the error when it is none. */
  readonly body: T;
}

/** The same, with the answer read. */
export async function askJson<T>(
  cloud: Cloud,
  service: string,
  region: string,
  target: string,
  input: object,
): Promise<JsonAnswer<T>> {
  const { status, body } = await requestJson(cloud, service, region, target, input);
  const answer = JSON.parse(body.toString() || "{}");
  const code = String(answer["__type"] ?? "").replace(/^.*#/, "");
  return { ok: status < 400, code, message: String(answer["message"] ?? answer["Message"] ?? ""), body: answer };
}
