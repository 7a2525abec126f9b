import type { SQSRecord } from "aws-lambda";
import { processRecord } from "../../functions/ses-feedback-processor/core";
import { sqsBatchHandler } from "../../functions/shared/batch";
import { createLogger } from "../../functions/shared/logger";
import { Counters } from "../../functions/shared/metrics";
import type { Observers } from "../../functions/shared/observers";
import { lambdaContext } from "../../functions/testing/sqs";
import { feedbackRecords, jsonTexts } from "../feedback-records";
import { inMemoryDependencies } from "../in-memory-ports";
import { interleave } from "../interleave";
import { processorTime } from "../processor-time";

const RECORDS = 6_000;
const BATCH_SIZE = 10;

const silent: Observers = {
  logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  metrics: { count: () => undefined, measure: () => undefined, publish: () => undefined },
};
const powertools: Observers = { logger: createLogger("bench"), metrics: new Counters("bench") };

/** Runs the core on every record, with nothing remembered from the round before. */
async function core(records: readonly SQSRecord[]): Promise<void> {
  const dependencies = inMemoryDependencies();
  for (const record of records) await processRecord(record, dependencies, silent);
}

/** The same as the function gets it: batches, a log line for each record, metrics for each batch. */
async function batches(records: readonly SQSRecord[]): Promise<void> {
  const dependencies = inMemoryDependencies();
  const handler = sqsBatchHandler(powertools, (record) => processRecord(record, dependencies, powertools));
  for (let start = 0; start < records.length; start += BATCH_SIZE) {
    const { batchItemFailures } = await handler({ Records: records.slice(start, start + BATCH_SIZE) }, lambdaContext());
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} records of a batch failed.`);
  }
}

async function main(): Promise<void> {
  const records = feedbackRecords(RECORDS);
  const texts = records.flatMap(jsonTexts);
  const tasks = {
    parse: () => texts.forEach((text) => void JSON.parse(text)),
    core: () => core(records),
    batches: () => batches(records),
  };
  const times = await interleave({ rounds: 15, warmUps: 3, tasks, clock: processorTime });
  process.send?.({ records: RECORDS, times });
}

void main();
