import * as z from "zod/mini";
import { AwsError, type Call } from "../service";

/** One operation: the call in, the members of its JSON answer out. */
export type Operation = (call: Call) => Promise<object>;

/** Principal of the service, in trust policies of roles that it takes on. */
export const PRINCIPAL = "sms-voice.amazonaws.com";

/** An operation whose input a schema reads; input that does not fit is a `ValidationException`. */
export function operation<Input>(
  schema: z.ZodMiniType<Input>,
  answer: (call: Call, input: Input) => Promise<object>,
): Operation {
  return (call) => answer(call, read(schema, call));
}

function read<Input>(schema: z.ZodMiniType<Input>, call: Call): Input {
  const result = z.safeParse(schema, parsed(call.body.toString()));
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({ Name: path.join("."), Message: message }));
  const text = fields.map(({ Name, Message }) => `${Name}: ${Message}`).join("; ");
  throw invalid("FIELD_VALIDATION_FAILED", `${fields.length} validation error(s) detected: ${text}.`, fields);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
}

/** A 400 with one of the API's `ValidationExceptionReason` values. */
export function invalid(Reason: string, message: string, Fields: readonly object[] = []): AwsError {
  return new AwsError(400, "ValidationException", message, { Reason, Fields });
}

/** The refusal of something that is not there. @param type a value of the API's `ResourceType` */
export function notFound(type: string, id: string): AwsError {
  const details = { ResourceType: type, ResourceId: id };
  return new AwsError(400, "ResourceNotFoundException", `The resource ${type} ${id} does not exist.`, details);
}

/** The refusal of what the state of a resource forbids. @param type a value of the API's `ResourceType` */
export function conflict(Reason: string, type: string, id: string, message: string): AwsError {
  return new AwsError(400, "ConflictException", message, { Reason, ResourceType: type, ResourceId: id });
}

/** The refusal of one too many. */
export function quotaExceeded(Reason: string, message: string): AwsError {
  return new AwsError(400, "ServiceQuotaExceededException", message, { Reason });
}

/** ARN of a resource of the service, e.g. `configuration-set/news`. */
export function smsVoiceArn({ region, account }: Pick<Call, "region" | "account">, resource: string): string {
  return `arn:aws:sms-voice:${region}:${account}:${resource}`;
}
