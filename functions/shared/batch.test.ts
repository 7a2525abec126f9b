import type { SQSRecord } from "aws-lambda";
import { RecordingObservers } from "../testing/observers";
import { lambdaContext, sqsEvent } from "../testing/sqs";
import { sqsBatchHandler } from "./batch";
import { InvalidInputError, RetryableError } from "./errors";

let observers: RecordingObservers;
beforeEach(() => {
  observers = new RecordingObservers();
});

const run = (work: (record: SQSRecord) => Promise<void>, event = sqsEvent("a", "b", "c"), remainingMs = 30_000) =>
  sqsBatchHandler(observers, work)(event, lambdaContext(remainingMs));

test("each record alone succeeds or fails", async () => {
  const seen: string[] = [];
  const answer = await run(async ({ body }) => {
    seen.push(body);
    if (body === "b") throw new InvalidInputError("b is not JSON");
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
  expect(seen).toEqual(["a", "b", "c"]);
  expect(observers.counts).toEqual({ RecordsReceived: 3, RecordsFailed: 1, MalformedRecords: 1 });
});

test("answers instead of throwing when every record fails", async () => {
  const answer = await run(() => Promise.reject(new Error("down")));
  expect(answer.batchItemFailures.map((failure) => failure.itemIdentifier)).toEqual(["m0", "m1", "m2"]);
});

test("logs a failure with the error's own fields and without addresses", async () => {
  const error = new RetryableError("gone@example.com was not written", { fields: { feedback_id: "f1" } });
  await run(() => Promise.reject(error), sqsEvent("a"));
  expect(observers.lines).toEqual([
    [
      "error",
      "*** was not written",
      {
        record_id: "m0",
        receive_count: 1,
        outcome: "failed",
        reason: "RETRYABLE",
        error_name: "RetryableError",
        feedback_id: "f1",
      },
    ],
  ]);
});

test("hands back what is not done when the function's time is nearly up", async () => {
  const started: string[] = [];
  const work = ({ body }: SQSRecord) => {
    started.push(body);
    return body === "a" ? Promise.resolve() : new Promise<void>(() => undefined);
  };
  const answer = await run(work, sqsEvent("a", "b", "c"), 2_050);
  expect(answer.batchItemFailures.map((failure) => failure.itemIdentifier)).toEqual(["m1", "m2"]);
  expect(started).toEqual(["a", "b"]);
  expect(observers.lines[0]?.[1]).toContain("time was nearly up");
});

test.each([{}, null, { Records: [{ eventSource: "aws:sns" }] }])("refuses %j as a whole", async (event) => {
  await expect(run(async () => undefined, event as never)).rejects.toThrow("The event must be an SQS event");
});
