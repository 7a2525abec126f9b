import type { StreamRecord } from "./stream";

/** Types of errors: they are folders below the error prefix, and `!{firehose:error-output-type}` in it. */
export type ErrorType = "processing-failed" | "format-conversion-failed";

/** Why a record was not delivered. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** @default 1 */
  readonly attempts?: number;
  /** A fault of the deployment, not of the data: a right or a resource is missing. */
  readonly isRefusal?: true;
}

/** A record that goes below the error prefix. */
export interface FailedRecord extends Failure {
  readonly type: ErrorType;
  readonly record: StreamRecord;
}

/** A step that was refused for every record it was asked for. */
export class StepFailed extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.code}: ${failure.message}`);
  }
}

/**
 * A failed record as a line of JSON; `rawData` is the source record in base64.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 * @param details what the type of error adds: the function or the table
 */
export function errorLine(
  { record, type, code, message, attempts = 1 }: FailedRecord,
  now: number,
  details: object,
): string {
  const names = type === "processing-failed" ? ["errorCode", "errorMessage"] : ["ErrorCode", "ErrorMessage"];
  const position = type === "format-conversion-failed" && {
    sequenceNumber: record.kinesis?.sequenceNumber ?? null,
    subSequenceNumber: null,
  };
  const line = {
    attemptsMade: attempts,
    arrivalTimestamp: record.arrivedAt,
    [names[0] as string]: code,
    [names[1] as string]: message,
    attemptEndingTimestamp: now,
    rawData: record.data.toString("base64"),
    ...position,
    ...details,
  };
  return `${JSON.stringify(line)}\n`;
}
