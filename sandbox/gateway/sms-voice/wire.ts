import { operationsThat } from "../json-operations";
import { AwsError, type Call } from "../service";

/** Principal of the service, in trust policies of roles that it takes on. */
export const PRINCIPAL = "sms-voice.amazonaws.com";

/** An operation of the service; input that does not fit is a `ValidationException`. */
export const operation = operationsThat((text, misfits) => {
  const fields = misfits.map(({ path, message }) => ({ Name: path, Message: message }));
  return invalid("FIELD_VALIDATION_FAILED", text, fields);
});

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
