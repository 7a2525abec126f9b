import type { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import type { ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import type { Queue } from "../shared/queue";
import { type FeedbackTables, feedbackEnvironment, feedbackStatements } from "./acting";
import type { inputs } from "./inputs";

/** Seconds that the function may run; the queue hides its messages six times as long. */
export const PROCESSOR_TIMEOUT_SECONDS = 30;

/** What the function works on. */
export interface ProcessorProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  readonly queue: Queue;
  readonly tables: FeedbackTables;
}

/** The function that handles feedback, reading the queue. */
export function feedbackProcessor(scope: Construct, props: ProcessorProps): NodeFunction {
  const { deployment, values, queue, tables } = props;
  const processor = new NodeFunction(scope, "processor", {
    deployment,
    folder: "ses-feedback-processor",
    description: "Takes SES bounces and complaints to the suppression list and the contacts table.",
    timeoutSeconds: PROCESSOR_TIMEOUT_SECONDS,
    memoryMb: 256,
    logLevel: values.logLevel,
    environment: feedbackEnvironment(values, tables),
    statements: [queue.consume(), ...feedbackStatements(deployment, values, tables)],
  });
  processor.readFrom(queue, {
    batchSize: values.batchSize,
    maxConcurrency: values.maxConcurrency,
    tags: deployment.tags,
  });
  return processor;
}
