import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { optional, type When } from "./optional";
import { scopeOf } from "./scope";

/** A condition over one metric. */
export interface AlarmProps {
  /** Subject and signal in snake_case, e.g. `feedback_dead_letter`; hyphenated it ends the alarm's name. */
  readonly id: string;
  /** What happened and what to do about it. */
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Sum";
  readonly comparison: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold";
  readonly threshold: number;
  /** @default the alarm is always made */
  readonly when?: When;
}

/** An alarm over five minutes; missing data is good news, because queues and functions at rest report nothing. */
export function alarm(scope: Construct, deployment: Deployment, props: AlarmProps): void {
  const resource = new CloudwatchMetricAlarm(scopeOf(scope, "alarms"), props.id, {
    alarmName: deployment.nameOf(props.id, props.when),
    alarmDescription: props.description,
    namespace: props.namespace,
    metricName: props.metricName,
    dimensions: props.dimensions,
    statistic: props.statistic,
    comparisonOperator: props.comparison,
    threshold: props.threshold,
    period: 300,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
    alarmActions: deployment.alarmActions,
    okActions: deployment.alarmActions,
    tags: deployment.tags,
  });
  deployment.reportAlarm(props.id, optional(resource, props.when)("arn").toString(), props.when);
}
