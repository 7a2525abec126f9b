import type { Logger } from "@aws-lambda-powertools/logger";
import { asError, FunctionError, InvalidInputError } from "./errors";
import { maskAddresses } from "./masking";
import type { Counters } from "./metrics";

/** Where a function reports to. */
export interface Observers {
  readonly logger: Pick<Logger, "debug" | "info" | "warn" | "error">;
  readonly metrics: Pick<Counters, "count" | "measure" | "publish">;
}

/**
 * Counts a record that failed and logs a line for it, without addresses.
 *
 * @param fields log fields of the record, such as `record_id`
 */
export function reportFailure(
  thrown: unknown,
  fields: Readonly<Record<string, unknown>>,
  { logger, metrics }: Observers,
): void {
  const error = asError(thrown);
  const known = error instanceof FunctionError ? error : undefined;
  metrics.count("RecordsFailed");
  if (error instanceof InvalidInputError) metrics.count("MalformedRecords");
  logger.error(maskAddresses(error.message), {
    ...fields,
    outcome: "failed",
    reason: known?.code ?? "UNEXPECTED",
    error_name: error.name,
    ...known?.fields,
  });
}
