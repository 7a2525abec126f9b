import type { Failure } from "./failure";
import type { StreamRecord } from "./stream";

/** A record on its way to the destination. */
export interface Item {
  readonly record: StreamRecord;
  readonly data: Buffer;
  /** Partition keys that the transformation gave it. */
  readonly lambdaKeys?: Readonly<Record<string, string>>;
}

/** One record of a function's answer, unchecked. */
interface Answer {
  readonly recordId?: unknown;
  readonly result?: unknown;
  readonly data?: unknown;
  readonly metadata?: { readonly partitionKeys?: Readonly<Record<string, unknown>> };
}

/** A function's answers by record id. */
export type Answers = ReadonlyMap<unknown, readonly Answer[]>;

/** Reads a function's answer. @param attempts calls so far */
export function answersOf(text: string, attempts: number): Answers | Failure {
  const wrong = (message: string): Failure => ({ code: "Lambda.JsonProcessingException", message, attempts });
  let output: unknown;
  try {
    output = JSON.parse(text);
  } catch (error) {
    return wrong(`The function's answer is not JSON: ${(error as Error).message}`);
  }
  const records = (output as { records?: unknown } | null)?.records;
  if (!Array.isArray(records)) return wrong("The function's answer has no list `records`.");
  const byId = new Map<unknown, Answer[]>();
  for (const answer of records as (Answer | null)[]) {
    const id = answer?.recordId;
    byId.set(id, [...(byId.get(id) ?? []), answer ?? {}]);
  }
  return byId;
}

/** What a record's answers say: every record has exactly one. */
export function judge(record: StreamRecord, [answer, ...others]: readonly Answer[]): Item | "Dropped" | Failure {
  if (!answer) {
    return { code: "Lambda.MissingRecordId", message: "The function's answer lacks this record's id." };
  }
  if (others.length > 0) {
    return { code: "Lambda.DuplicatedRecordId", message: "The function's answer has this record's id more than once." };
  }
  const { result, data, metadata } = answer;
  if (result === "Dropped") return "Dropped";
  if (result === "ProcessingFailed") {
    return { code: "Lambda.ProcessingFailedStatus", message: "ProcessingFailed status set for record" };
  }
  if (result !== "Ok") {
    const text = `The result is ${JSON.stringify(result)}; it has to be Ok, Dropped or ProcessingFailed.`;
    return { code: "Lambda.JsonProcessingException", message: text };
  }
  const bytes = decodeBase64(data);
  if (!bytes) return { code: "Lambda.JsonProcessingException", message: "The record's data is not base64." };
  const keys = Object.entries(metadata?.partitionKeys ?? {}).map(([key, value]) => [key, String(value)]);
  return { record, data: bytes, ...(keys.length > 0 && { lambdaKeys: Object.fromEntries(keys) }) };
}

/** Bytes of standard base64 (RFC 4648, 4); undefined when it is something else, which Node would decode in part. */
export function decodeBase64(text: unknown): Buffer | undefined {
  if (typeof text !== "string" || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, "base64");
}
