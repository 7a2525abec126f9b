import type { Construct } from "constructs";
import { alarm } from "../alarms";
import type { Deployment } from "../deployment";
import { NodeFunction } from "../node-function";

/** Props of {@link flattener}. */
export interface FlattenerProps {
  readonly deployment: Deployment;
  /** Folder of the function under `functions/`. */
  readonly folder: string;
  readonly logLevel: string;
  readonly rawStorage: string;
  /** Variables of this source's function. */
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** The function that makes rows of a source's records, and an alarm on records that it cannot read. */
export function flattener(scope: Construct, props: FlattenerProps): NodeFunction {
  const { deployment } = props;
  const result = new NodeFunction(scope, "flattener", {
    deployment,
    folder: props.folder,
    description: "Makes one row of the event lake of each event.",
    // A megabyte of records takes it less than a second; Firehose waits for five minutes at most.
    timeoutSeconds: 60,
    memoryMb: 512,
    logLevel: props.logLevel,
    environment: { RAW_STORAGE: props.rawStorage, ...props.environment },
    statements: [],
  });
  result.answers("Firehose");
  alarm(result, deployment, {
    id: "flattener_records_failed",
    description: "Records could not be read and lie under errors/processing-failed/: read one, and mend who sends it.",
    namespace: "UserEngagement",
    metricName: "RecordsFailed",
    dimensions: { service: deployment.moduleId, deployment: deployment.name },
    statistic: "Sum",
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
  });
  return result;
}
