import { randomUUID } from "node:crypto";
import { AwsError, type Call, jsonReply, type Reply } from "../service";

/** One operation of the REST API (v2): `groups` are the path's captures. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Matches the path behind `/v2/email`. */
  readonly path: RegExp;
  handle(call: Call, ...groups: string[]): Promise<Reply | undefined>;
}

/** One operation of the query API (v1): the form's fields in, the reply out. */
export type Action = (call: Call, form: URLSearchParams) => Promise<Reply | undefined>;

/** SES v2's 400. */
export function badRequest(message: string): AwsError {
  return new AwsError(400, "BadRequestException", message);
}

/** SES v1's 400. */
export function invalidParameter(message: string): AwsError {
  return new AwsError(400, "InvalidParameterValue", message);
}

/** The JSON body of a v2 call; an empty body is `{}`. */
export function jsonBody<T extends object>(call: Call): Partial<T> {
  if (call.body.length === 0) return {};
  try {
    return JSON.parse(call.body.toString("utf8")) as Partial<T>;
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
}

/** The answer of a v2 operation that returns nothing. */
export const emptyJson: Reply = jsonReply({});

/** A v1 answer, https://docs.aws.amazon.com/ses/latest/APIReference/. `result` is XML that is already escaped. */
export function xmlReply(action: string, result: string): Reply {
  const body =
    `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

/** The values of a list parameter of the query protocol, e.g. `Destination.ToAddresses.member.1`. */
export function members(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let index = 1; ; index++) {
    const value = form.get(`${name}.member.${index}`);
    if (value === null) return values;
    values.push(value);
  }
}
