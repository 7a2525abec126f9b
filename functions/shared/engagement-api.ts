import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from "@aws-sdk/client-lambda";
import { engagementApiAlias } from "./engagement-api-alias";
import { isObject, parsedJson } from "./json";

/** The part of the SDK's HTTP request that travels. */
export interface HttpRequest {
  readonly method: string;
  /** Percent-encoded; it stays so. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An HTTP response as the SDK's deserializers take it. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One call of the engagement API. */
export interface EngagementApiCall {
  readonly functionArn: string;
  /** Name of the operation, e.g. `GetEmailTemplate`. */
  readonly operation: string;
  readonly request: HttpRequest;
}

/** Made for Amazon Pinpoint's endpoint; Lambda checks the caller, and a function must not see these. */
const NOT_SENT = new Set(["authorization", "x-amz-security-token", "x-amz-date", "x-amz-content-sha256", "host"]);

/**
 * What Lambda's refusals become in Pinpoint's words. A missing function or alias is an operation that is not offered:
 * 404 would read as "no such endpoint".
 */
const REFUSALS: Readonly<Record<string, readonly [statusCode: number, name: string]>> = {
  TooManyRequestsException: [429, "TooManyRequestsException"],
  AccessDeniedException: [403, "ForbiddenException"],
  ResourceNotFoundException: [405, "MethodNotAllowedException"],
  RequestTooLargeException: [413, "PayloadTooLargeException"],
};

/**
 * Sends a request of Pinpoint's API as an invocation of the alias that serves the operation, in the shape of API
 * Gateway's payload format 2.0. Refusals of the invocation are answered with Pinpoint's errors; faults of the network
 * are thrown as they are, so that the SDK tries again.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokeEngagementApi(
  lambda: LambdaClient,
  { functionArn, operation, request }: EngagementApiCall,
): Promise<HttpResponse> {
  const alias = engagementApiAlias(operation);
  const Payload = JSON.stringify(eventOf(request));
  try {
    // One name, as a state machine's task has it: what the role may invoke is the ARN with its alias.
    return responseOf(await lambda.send(new InvokeCommand({ FunctionName: `${functionArn}:${alias}`, Payload })));
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (!(error instanceof Error) || status === undefined) throw error;
    const [statusCode, name] = REFUSALS[error.name] ?? [500, "InternalServerErrorException"];
    return failure(statusCode, name, `The engagement API's alias ${alias} was not invoked: ${error.message}`);
  }
}

function eventOf({ method, path, query = {}, headers, body = "" }: HttpRequest) {
  return {
    version: "2.0",
    rawPath: path,
    rawQueryString: queryString(query),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_SENT.has(name.toLowerCase()))),
    requestContext: { http: { method, path } },
    body: typeof body === "string" ? body : new TextDecoder().decode(body),
    isBase64Encoded: false,
  };
}

function queryString(query: NonNullable<HttpRequest["query"]>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value ?? ""].flat().map((one) => [name, one]));
  return pairs.map((pair) => pair.map((part) => encodeURIComponent(String(part))).join("=")).join("&");
}

function responseOf({ FunctionError, Payload }: InvokeCommandOutput): HttpResponse {
  const answer = parsedJson(Buffer.from(Payload ?? []).toString("utf8"));
  if (FunctionError !== undefined) {
    // The error's message stays away: it may quote the request.
    const type = isObject(answer) ? String(answer["errorType"]) : "unknown";
    return failure(500, "InternalServerErrorException", `The engagement API failed (${FunctionError}, ${type}).`);
  }
  if (!isObject(answer) || typeof answer["statusCode"] !== "number") {
    return failure(500, "InternalServerErrorException", "The engagement API's answer is no HTTP response.");
  }
  const { statusCode, headers, body, isBase64Encoded } = answer;
  return {
    statusCode,
    headers: isObject(headers) ? lowerCased(headers) : {},
    body: Buffer.from(typeof body === "string" ? body : "", isBase64Encoded === true ? "base64" : "utf8"),
  };
}

function lowerCased(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** An error as Pinpoint writes it: the SDK makes the modelled class of it. */
function failure(statusCode: number, name: string, Message: string): HttpResponse {
  const headers = { "content-type": "application/json", "x-amzn-errortype": name };
  return { statusCode, headers, body: Buffer.from(JSON.stringify({ Message })) };
}
