import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { InvalidInputError, RetryableError } from "./errors";
import { type Observers, reportFailure } from "./observers";

/** Time kept back from the function's time-out for the answer, the log line and the metrics, in milliseconds. */
const RESERVE_MS = 2_000;

/**
 * Makes a Lambda handler that gives each SQS record to `work`, one after the other, and answers with the records whose
 * work threw (`ReportBatchItemFailures`). When the function's time is nearly up, the records not yet done are handed
 * back too, instead of losing the verdicts on all. Counts `RecordsReceived`, `RecordsFailed` and `MalformedRecords`;
 * logs a line for each failure (`work` logs its successes). Then `settle` does for the records that are done what is
 * done once; when it throws, they all fail.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 *
 * @throws InvalidInputError only when the event as a whole is not an SQS event
 */
export function sqsBatchHandler(
  { logger, metrics }: Observers,
  work: (record: SQSRecord) => Promise<void>,
  settle: (records: readonly SQSRecord[]) => Promise<void> = async () => undefined,
) {
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    assertSqsEvent(event);
    const deadline = new Deadline(context.getRemainingTimeInMillis() - RESERVE_MS);
    const guarded = async (record: SQSRecord) => {
      try {
        await deadline.run(() => work(record));
      } catch (error) {
        reportFailure(error, recordFields(record), { logger, metrics });
        throw error;
      }
    };
    const notSettled = async (records: readonly SQSRecord[]) => {
      try {
        await settle(records);
        return [];
      } catch (error) {
        for (const record of records) reportFailure(error, recordFields(record), { logger, metrics });
        return records.map(({ messageId }) => ({ itemIdentifier: messageId }));
      }
    };
    try {
      metrics.count("RecordsReceived", event.Records.length);
      const processor = new BatchProcessor(EventType.SQS);
      const options = { throwOnFullBatchFailure: false, processInParallel: false };
      const { batchItemFailures } = await processPartialResponse(event, guarded, processor, options);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const done = event.Records.filter(({ messageId }) => !failed.has(messageId));
      return { batchItemFailures: [...batchItemFailures, ...(await notSettled(done))] };
    } finally {
      deadline.clear();
      metrics.publish();
    }
  };
}

/** @throws InvalidInputError when the event is not one of SQS */
export function assertSqsEvent(event: unknown): asserts event is SQSEvent {
  const records = (event as Partial<SQSEvent> | null)?.Records;
  if (Array.isArray(records) && records.every((record) => record?.eventSource === "aws:sqs")) return;
  throw new InvalidInputError(
    "The event must be an SQS event (Records with eventSource aws:sqs); got something else. " +
      "See https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html.",
  );
}

/** Log fields that tell which record a line is about. */
export function recordFields({ messageId, attributes }: SQSRecord) {
  return { record_id: messageId, receive_count: Number(attributes?.ApproximateReceiveCount) };
}

/** Runs work until a moment; work that is under way then is given up (it must be safe to repeat), none is started. */
class Deadline {
  readonly #timer: NodeJS.Timeout;
  readonly #passed: Promise<never>;
  #isPassed = false;

  constructor(milliseconds: number) {
    let giveUp: (reason: Error) => void = () => undefined;
    this.#passed = new Promise((_, reject) => {
      giveUp = reject;
    });
    // Nobody listens between two records.
    this.#passed.catch(() => undefined);
    const pass = () => {
      this.#isPassed = true;
      giveUp(outOfTime());
    };
    this.#timer = setTimeout(pass, Math.max(milliseconds, 0));
  }

  async run(work: () => Promise<void>): Promise<void> {
    if (this.#isPassed) throw outOfTime();
    await Promise.race([work(), this.#passed]);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

function outOfTime(): RetryableError {
  return new RetryableError(
    "The function's time was nearly up before this record was done; the queue delivers it again.",
  );
}
