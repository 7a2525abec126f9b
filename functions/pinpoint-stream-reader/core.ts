import type { SQSRecord } from "aws-lambda";
import { recordFields } from "../shared/batch";
import { asError, FunctionError, InvalidInputError, RetryableError } from "../shared/errors";
import { applyFeedback, type FeedbackDependencies } from "../shared/feedback/act";
import { parsePinpointFeedback } from "../shared/feedback/pinpoint";
import { reportFeedback } from "../shared/feedback/report";
import { parsedJson } from "../shared/json";
import { JsonDocuments } from "../shared/json-documents";
import { createdObjects, type ObjectReference } from "../shared/object-created";
import type { Objects } from "../shared/objects";
import type { Observers } from "../shared/observers";
import { plainText } from "../shared/plain-text";
import { ErrorObject } from "./error-object";

/** What the reader works on. */
export interface ReaderDependencies extends FeedbackDependencies {
  readonly objects: Objects;
}

/** Firehose takes records of 1,000 KiB at most: https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_RECORD_CHARACTERS = 1_024_000;

/**
 * Reads the objects that a queue message announces and acts on the bounces and complaints in them; every other event is
 * skipped, a line that is none is put aside.
 *
 * @throws InvalidInputError when the message announces no objects, or one is broken
 * @throws RetryableError when a bounce or complaint has to be tried again; those that were done are not done again
 */
export async function processRecord(record: SQSRecord, dependencies: ReaderDependencies, observers: Observers) {
  const fields = recordFields(record);
  const sentAt = new Date(Number(record.attributes.SentTimestamp));
  for (const object of createdObjects(record.body)) {
    const reading = new ObjectReading(object, sentAt, { ...fields, key: object.key }, dependencies, observers);
    await reading.run();
  }
}

/** One object on its way through the function. */
class ObjectReading {
  private readonly errors: ErrorObject;
  private readonly failures: Error[] = [];
  private readonly counts = { records: 0, feedback: 0, malformed: 0 };

  constructor(
    private readonly object: ObjectReference,
    private readonly sentAt: Date,
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly dependencies: ReaderDependencies,
    private readonly observers: Observers,
  ) {
    this.errors = new ErrorObject(dependencies.objects, object);
  }

  async run(): Promise<void> {
    const bytes = await this.dependencies.objects.read(this.object);
    if (bytes === undefined) return this.reportMissing();
    try {
      for await (const document of documentsIn(bytes)) await this.take(document);
    } finally {
      await this.errors.end();
    }
    this.report();
  }

  /** A bounce or complaint that fails keeps none of the others from being handled. */
  private async take(document: string): Promise<void> {
    this.counts.records += 1;
    try {
      await this.handle(document);
    } catch (error) {
      if (error instanceof InvalidInputError) await this.putAside(document, error);
      else this.failures.push(asError(error));
    }
  }

  private async handle(document: string): Promise<void> {
    const event = parsedJson(document);
    if (event === undefined) throw new InvalidInputError("The record is not JSON.");
    const feedback = parsePinpointFeedback(event, this.sentAt);
    if (feedback === undefined) return;
    this.counts.feedback += 1;
    reportFeedback(feedback, await applyFeedback(feedback, this.dependencies), this.fields, this.observers);
  }

  private async putAside(record: string, { message: reason }: Error): Promise<void> {
    this.counts.malformed += 1;
    await this.errors.add({ position: this.counts.records, reason, record });
  }

  private reportMissing(): void {
    this.observers.metrics.count("MissingObjects");
    this.observers.logger.warn("The object is gone", { ...this.fields, outcome: "missing" });
  }

  private report(): void {
    const { records, feedback, malformed } = this.counts;
    const { metrics, logger } = this.observers;
    const ignored = records - feedback - malformed;
    if (malformed > 0) metrics.count("MalformedLine", malformed);
    if (ignored > 0) metrics.count("IgnoredRecords", ignored);
    const [first] = this.failures;
    if (first) throw this.failure(first);
    logger.info("Object processed", { ...this.fields, outcome: "processed", count: records, feedback, malformed });
  }

  private failure(cause: Error): RetryableError {
    const { feedback } = this.counts;
    const text = `${this.failures.length} of ${feedback} bounces and complaints failed; the first: ${cause.message}`;
    const known = cause instanceof FunctionError ? cause.fields : {};
    return new RetryableError(text, { cause, fields: { error_name: cause.name, ...known, ...this.fields } });
  }
}

async function* documentsIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const documents = new JsonDocuments(MAX_RECORD_CHARACTERS);
  for await (const text of plainText(bytes)) yield* documents.push(text);
  yield* documents.end();
}
