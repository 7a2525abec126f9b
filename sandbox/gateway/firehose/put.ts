import { randomBytes } from "node:crypto";
import { AwsError, type Call } from "../service";
import { decodeBase64 } from "./answers";

/** Limits of the service, https://docs.aws.amazon.com/firehose/latest/dev/limits.html. */
const RECORD_BYTES = 1000 * 1024;
const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_RECORDS = 500;

/** Input of PutRecord or PutRecordBatch, checked. */
export interface PutInput {
  readonly streamName: string;
  readonly records: readonly Buffer[];
}

interface GivenRecord {
  readonly Data?: unknown;
}

/** Reads a call. @throws AwsError the whole call is refused, as Firehose does */
export function putInput(call: Call, operation: "PutRecord" | "PutRecordBatch"): PutInput {
  const input = parse(call.body);
  const streamName = input["DeliveryStreamName"];
  if (typeof streamName !== "string" || streamName === "") {
    throw invalid(
      "1 validation error detected: Value at 'deliveryStreamName' failed to satisfy constraint: Member must not be null",
    );
  }
  const given = operation === "PutRecord" ? [input["Record"]] : input["Records"];
  if (!Array.isArray(given) || given.length === 0 || given.length > BATCH_RECORDS) {
    throw invalid(
      `Records holds ${Array.isArray(given) ? given.length : "no"} records; 1 to ${BATCH_RECORDS} are allowed.`,
    );
  }
  const records = given.map(recordData);
  const total = records.reduce((sum, { length }) => sum + length, 0);
  if (total > BATCH_BYTES) {
    throw invalid(`Records size ${total} exceeds the limit of ${BATCH_BYTES} bytes (4 MiB) for one call.`);
  }
  return { streamName, records };
}

/** Refuses a record that is too big. */
export function checkRecordSize(data: Buffer): Buffer {
  if (data.length <= RECORD_BYTES) return data;
  throw invalid(`Record size ${data.length} exceeds the limit of ${RECORD_BYTES} bytes (1,000 KiB) before base64.`);
}

/** An id as Firehose gives a record: opaque, 224 characters. */
export function recordId(): string {
  return randomBytes(168).toString("base64");
}

function recordData(given: unknown): Buffer {
  const data = decodeBase64((given as GivenRecord | null | undefined)?.Data);
  if (data) return checkRecordSize(data);
  throw new AwsError(400, "SerializationException", "Record.Data has to be a base64 text (RFC 4648).");
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return { ...JSON.parse(body.toString("utf8")) };
  } catch (error) {
    throw new AwsError(400, "SerializationException", `The request body is no JSON: ${(error as Error).message}`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError(400, "InvalidArgumentException", message);
}
