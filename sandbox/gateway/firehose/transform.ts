import { randomUUID } from "node:crypto";
import type { Reply } from "../service";
import { type Answers, answersOf, type Item, judge } from "./answers";
import { mapSome } from "./concurrency";
import { type FailedRecord, type Failure, StepFailed } from "./failure";
import type { Transform } from "./processing-settings";
import { failureOf, type Roles } from "./role";
import type { DeliveryStream, StreamRecord } from "./stream";

/** What became of the records. */
export interface Transformed {
  readonly items: readonly Item[];
  readonly failed: readonly FailedRecord[];
  readonly dropped: number;
}

/** Payload that a synchronous invocation answers at most, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
const RESPONSE_BYTES = 6_291_556;

/**
 * Lets the function transform the records, call by call.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 */
export async function transform(
  roles: Roles,
  stream: DeliveryStream,
  settings: Transform,
  records: readonly StreamRecord[],
): Promise<Transformed> {
  const parts = await mapSome(batches(records, settings.batchBytes), (batch) =>
    transformBatch(roles, stream, settings, batch),
  );
  return {
    items: parts.flatMap(({ items }) => items),
    failed: parts.flatMap(({ failed }) => failed),
    dropped: parts.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

/** Consecutive records of at most so many bytes; a bigger one is alone. */
export function batches(records: readonly StreamRecord[], bytes: number): StreamRecord[][] {
  const found: StreamRecord[][] = [];
  let size = 0;
  for (const record of records) {
    const last = found.at(-1);
    size += record.data.length;
    if (last && size <= bytes) last.push(record);
    else {
      found.push([record]);
      size = record.data.length;
    }
  }
  return found;
}

async function transformBatch(
  roles: Roles,
  stream: DeliveryStream,
  settings: Transform,
  records: readonly StreamRecord[],
): Promise<Transformed> {
  const ids = records.map((_, index) => `${"49".padEnd(50, "0")}${String(index).padStart(6, "0")}`);
  const payload = JSON.stringify({
    invocationId: randomUUID(),
    deliveryStreamArn: stream.arn,
    ...(stream.source && { sourceKinesisStreamArn: stream.source.streamArn }),
    region: stream.region,
    records: records.map((record, index) => eventRecord(record, ids[index] as string)),
  });
  const answers = await invoke(roles, settings, payload);
  if ("code" in answers) return { items: [], failed: records.map((record) => failed(record, answers)), dropped: 0 };
  const items: Item[] = [];
  const failures: FailedRecord[] = [];
  let dropped = 0;
  records.forEach((record, index) => {
    const outcome = judge(record, answers.get(ids[index] as string) ?? []);
    if (outcome === "Dropped") dropped++;
    else if ("data" in outcome) items.push(outcome);
    else failures.push(failed(record, outcome));
  });
  return { items, failed: failures, dropped };
}

function eventRecord({ data, arrivedAt, kinesis }: StreamRecord, recordId: string): object {
  const metadata = kinesis && {
    kinesisRecordMetadata: { ...kinesis, subsequenceNumber: 0, approximateArrivalTimestamp: arrivedAt },
  };
  return { recordId, approximateArrivalTimestamp: arrivedAt, data: data.toString("base64"), ...metadata };
}

/** The answers by record id, or why there are none after all attempts. */
async function invoke(roles: Roles, { lambdaArn, retries }: Transform, payload: string): Promise<Answers | Failure> {
  let failure: Failure | undefined;
  for (let attempts = 1; attempts <= retries + 1; attempts++) {
    const reply = await roles.invoke(lambdaArn, payload).catch((error: unknown) => {
      if (error instanceof StepFailed) return error.failure;
      throw error;
    });
    if ("code" in reply) return reply;
    const refusal = refusalOf(reply);
    if (!refusal) return answersOf(reply.body.toString(), attempts);
    failure = { ...refusal, attempts };
  }
  return failure as Failure;
}

function refusalOf(reply: Reply): Failure | undefined {
  if (reply.status === 403) return { ...failureOf("Lambda", reply), code: "Lambda.InvokeAccessDenied" };
  if (reply.status >= 300) return failureOf("Lambda", reply);
  const thrown = reply.headers?.["x-amz-function-error"];
  if (thrown !== undefined) {
    const text = `The Lambda function was successfully invoked but it returned an error result: ${reply.body}`;
    return { code: "Lambda.FunctionError", message: text };
  }
  if (Buffer.byteLength(reply.body) <= RESPONSE_BYTES) return undefined;
  const text = `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES} bytes).`;
  return { code: "Lambda.FunctionError", message: text };
}

function failed(record: StreamRecord, failure: Failure): FailedRecord {
  return { type: "processing-failed", record, ...failure };
}
