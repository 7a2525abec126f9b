import type {
  FirehoseTransformationEvent,
  FirehoseTransformationEventRecord,
  FirehoseTransformationResult,
  FirehoseTransformationResultRecord,
} from "aws-lambda";
import { FunctionError, InvalidInputError } from "../errors";
import { type Observers, reportFailure } from "../observers";
import { type Count, type Flattening, rowLines } from "./row";
import { milliseconds } from "./values";

/** Most characters that an answer may have; Lambda allows 6 MB, base64 included. */
const ANSWER_LIMIT = 6_000_000;
/** What a record costs in the answer besides its id and data. */
const RECORD_OVERHEAD = 64;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Makes a Lambda handler that Firehose gives its records to before it converts them to Parquet. Every record is
 * answered once, in order: `Ok` with its rows, each line ended by a newline; `Dropped` when there is none; and
 * `ProcessingFailed`, unchanged, when it is not what the source writes or its rows have no room left in the answer.
 * Counts `RecordsReceived`, `RecordsFailed`, `MalformedRecords`, `OversizedRecords` and what flattening counts; logs a
 * line for each failure.
 *
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 *
 * @throws InvalidInputError only when the event as a whole is not one of Firehose
 */
export function firehoseTransformation({ logger, metrics }: Observers, flattening: Flattening) {
  const count: Count = (metric, by, reason) => metrics.count(metric, by, reason);
  return async (event: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> => {
    assertFirehoseEvent(event);
    metrics.count("RecordsReceived", event.records.length);
    try {
      const room = new Room(event.records);
      const records = event.records.map((record) => {
        try {
          return room.take(record, transformed(record, flattening, count));
        } catch (error) {
          reportFailure(error, { record_id: record.recordId }, { logger, metrics });
          if (error instanceof AnswerFullError) metrics.count("OversizedRecords");
          return failed(record);
        }
      });
      return { records };
    } finally {
      metrics.publish();
    }
  };
}

function transformed(
  record: FirehoseTransformationEventRecord,
  flattening: Flattening,
  count: Count,
): FirehoseTransformationResultRecord {
  const lines = rowLines(decoded(record.data), flattening, milliseconds(record.approximateArrivalTimestamp), count);
  if (lines.length === 0) return { recordId: record.recordId, result: "Dropped", data: "" };
  const data = Buffer.from(`${lines.join("\n")}\n`).toString("base64");
  return { recordId: record.recordId, result: "Ok", data };
}

/** Firehose files it under the error prefix. */
function failed({ recordId, data }: FirehoseTransformationEventRecord): FirehoseTransformationResultRecord {
  return { recordId, result: "ProcessingFailed", data };
}

/** Buffer reads what it can of any text, so it is asked to write the same again. */
function decoded(data: string): string {
  const bytes = Buffer.from(data, "base64");
  if (bytes.toString("base64") !== data) throw new InvalidInputError("The record's data is not base64.");
  try {
    return utf8.decode(bytes);
  } catch {
    throw new InvalidInputError("The record's data is not UTF-8.");
  }
}

/** Keeps the answer below its limit: room for every record unchanged is set aside before any grows. */
class Room {
  #left: number;

  constructor(records: readonly FirehoseTransformationEventRecord[]) {
    this.#left = ANSWER_LIMIT - records.reduce((sum, record) => sum + sizeOf(failed(record)), 0);
  }

  /** @throws AnswerFullError when the answer has no room for it */
  take(record: FirehoseTransformationEventRecord, answer: FirehoseTransformationResultRecord) {
    const growth = sizeOf(answer) - sizeOf(failed(record));
    if (growth > this.#left) throw new AnswerFullError(growth, this.#left);
    this.#left -= growth;
    return answer;
  }
}

function sizeOf({ recordId, data = "" }: FirehoseTransformationResultRecord): number {
  return recordId.length + data.length + RECORD_OVERHEAD;
}

/** The record's rows do not fit into the answer. */
class AnswerFullError extends FunctionError {
  readonly code = "OVERSIZED";

  constructor(growth: number, left: number) {
    super(
      `The record's rows are ${growth} characters longer than the record, ${left} are left of the ${ANSWER_LIMIT} that ` +
        "the answer may have. A smaller BufferSizeInMBs of the processor leaves more. " +
        "See https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html.",
    );
  }
}

function assertFirehoseEvent(event: unknown): asserts event is FirehoseTransformationEvent {
  const records = (event as Partial<FirehoseTransformationEvent> | null)?.records;
  const isRecord = (record: unknown) => {
    const { recordId, data } = (record ?? {}) as Partial<FirehoseTransformationEventRecord>;
    return typeof recordId === "string" && typeof data === "string";
  };
  if (Array.isArray(records) && records.every(isRecord)) return;
  throw new InvalidInputError(
    "The event must be a Firehose transformation event (records with recordId and data); got something else. " +
      "See https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html.",
  );
}
