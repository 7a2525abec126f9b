import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { optional, type When } from "./optional";
import { scopeOf } from "./scope";

/** A metric, as an alarm reads it. */
interface AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Sum";
}

/** What all alarms say. */
interface AlarmSubject {
  /** Subject and signal in snake_case, e.g. `feedback_dead_letter`; hyphenated it ends the alarm's name. */
  readonly id: string;
  /** What happened and what to do about it. */
  readonly description: string;
  readonly comparison: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold";
  readonly threshold: number;
  /** @default the alarm is always made */
  readonly when?: When;
}

/** A condition over one metric. */
export type AlarmProps = AlarmSubject & AlarmMetric;

/** A condition over what is made of several metrics. */
export interface MathAlarmProps extends AlarmSubject {
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
  readonly expression: string;
  /** The metrics, by the id that the expression names them with. */
  readonly metrics: Readonly<Record<string, AlarmMetric>>;
}

const PERIOD_SECONDS = 300;

/** An alarm over five minutes; missing data is good news, because queues and functions at rest report nothing. */
export function alarm(scope: Construct, deployment: Deployment, props: AlarmProps): void {
  const { namespace, metricName, dimensions, statistic } = props;
  made(scope, deployment, props, { namespace, metricName, dimensions, statistic, period: PERIOD_SECONDS });
}

/** An alarm over five minutes of several metrics. */
export function mathAlarm(scope: Construct, deployment: Deployment, props: MathAlarmProps): void {
  const metrics = Object.entries(props.metrics).map(([id, { statistic: stat, ...metric }]) => ({
    id,
    metric: { ...metric, stat, period: PERIOD_SECONDS },
  }));
  const result = { id: "result", expression: props.expression, label: props.id, returnData: true };
  made(scope, deployment, props, { metricQuery: [result, ...metrics] });
}

function made(
  scope: Construct,
  deployment: Deployment,
  { id, when, ...subject }: AlarmSubject,
  condition: Partial<CloudwatchMetricAlarmConfig>,
): void {
  const resource = new CloudwatchMetricAlarm(scopeOf(scope, "alarms"), id, {
    alarmName: deployment.nameOf(id, when),
    alarmDescription: subject.description,
    ...condition,
    comparisonOperator: subject.comparison,
    threshold: subject.threshold,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
    alarmActions: deployment.alarmActions,
    okActions: deployment.alarmActions,
    tags: deployment.tags,
  });
  deployment.reportAlarm(id, optional(resource, when)("arn").toString(), when);
}
