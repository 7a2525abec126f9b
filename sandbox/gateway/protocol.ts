import { type AwsError, errorReply, type Reply } from "./service";

/** Who signed a call for which service: the SigV4 credential scope. */
export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** The head of a call: all that is known before its body. */
export interface Head {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Credential scope of a signed call, from the Authorization header or a presigned URL; `undefined` when unsigned.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function scopeOf({ url, headers }: Head): Scope | undefined {
  const header = /Credential=([^,\s]+)/.exec(String(headers["authorization"] ?? ""))?.[1];
  const credential = header ?? url.searchParams.get("X-Amz-Credential");
  const [accessKeyId, , region, service] = credential?.split("/") ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}

/** Whether the call is of the query protocol (SNS, IAM, CloudWatch …), whose action stands in the body. */
export function isQueryProtocol({ headers }: Head): boolean {
  return String(headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
}

/** Name of the operation as far as the protocol tells: `Publish`, `PutItem`, else `GET /v2/email/identities`. */
export function operationOf(head: Head, body: Buffer): string {
  const target = String(headers(head, "x-amz-target")).split(".").pop();
  const action = isQueryProtocol(head) ? new URLSearchParams(body.toString()).get("Action") : undefined;
  return target || action || `${head.method} ${head.url.pathname}`;
}

const headers = (head: Head, name: string): string => String(head.headers[name] ?? "");

/** An error in the protocol of the call: XML for the query protocol, JSON otherwise. */
export function renderError(head: Head, refusal: AwsError): Reply {
  if (!isQueryProtocol(head)) return errorReply(refusal);
  const { status, code, message } = refusal;
  const error = `<Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const body = `<ErrorResponse><Error>${error}</Error><RequestId>sandbox</RequestId></ErrorResponse>`;
  return { status, headers: { "content-type": "text/xml" }, body };
}

const UNKNOWN_CODE =
  /"(?:__type|code)"\s*:\s*"(?:[^"]*#)?(?:UnknownOperation|InvalidAction)\w*"|<Code>InvalidAction<\/Code>/;
const UNKNOWN_TEXT = /"error": "Unsupported service|Unknown [\w ]*(?:path|action|operation):/;

/** Whether MiniStack says with this error that it lacks the service or the operation. */
export function isNotImplemented(reply: Reply): boolean {
  const body = reply.body.toString();
  return reply.status >= 400 && (UNKNOWN_CODE.test(body) || UNKNOWN_TEXT.test(body));
}

/** Text as XML content. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text of XML content: the five named entities and character numbers. */
export function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi, (_, decimal, hex, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? "";
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
