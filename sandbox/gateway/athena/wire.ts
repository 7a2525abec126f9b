import { operationsThat } from "../json-operations";
import { AwsError, type Call } from "../service";

/** An operation of Athena; input that does not fit is an `InvalidRequestException`. */
export const operation = operationsThat((text) => invalidRequest(text));

/** Athena's 400, https://docs.aws.amazon.com/athena/latest/APIReference/CommonErrors.html */
export function invalidRequest(message: string): AwsError {
  return new AwsError(400, "InvalidRequestException", message, { AthenaErrorCode: "INVALID_INPUT" });
}

/** ARN of a workgroup. */
export function workgroupArn({ region, account }: Pick<Call, "region" | "account">, name: string): string {
  return `arn:aws:athena:${region}:${account}:workgroup/${name}`;
}
