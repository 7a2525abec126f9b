import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { inFile } from "../shared/annotations";
import type { Deployment } from "../shared/deployment";
import { call, type HclExpression, hcl } from "../shared/expression";
import type { Each } from "../shared/optional";

/** Props of {@link dashboard}. */
export interface DashboardProps {
  readonly deployment: Deployment;
  readonly lanes: Each;
  /** Undefined derives it. */
  readonly name: string | undefined;
  /** Name of the load generator's function; null where there is none. */
  readonly publisher: string;
}

/** A metric as a widget takes it: namespace, name, dimensions in turn, and how it is shown. */
type Metric = readonly unknown[];

/** A widget of the board, without its place. */
interface Widget {
  readonly title: string;
  /** Lists of metrics that are shown together; one for each lane is an expression. */
  readonly metrics: readonly (HclExpression | readonly Metric[])[];
  readonly view?: "gauge" | "timeSeries";
  readonly axis?: { readonly min: number; readonly max?: number };
  readonly stacked?: boolean;
}

const PERIOD_SECONDS = 60;
const WIDTH = 8;
const HEIGHT = 6;
const COLUMNS = 24 / WIDTH;

const TUNING = `# Paced lanes
**Used share below the target while messages wait?** Raise \`max_concurrency\` if the senders' concurrency is at its limit; otherwise messages do not come fast enough.
**Throttled share above 2 %?** Somebody else uses the same quota: lower \`target_utilization_percent\`.
**Queue delay grows?** More is put in than is paid for: ask for a higher quota. **Breaker open?** The sender's log says why.`;

/**
 * What the lanes do, on one board: sent, throttled, waiting, refused.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboard(scope: Construct, props: DashboardProps): CloudwatchDashboard {
  const { deployment } = props;
  const widgets = boardOf(props).map((widget, index) => placed(widget, index, deployment.region));
  const text = { type: "text", x: 0, y: 0, width: 24, height: 4, properties: { markdown: TUNING } };
  const board = new CloudwatchDashboard(scope, "this", {
    dashboardName: call("coalesce", props.name, deployment.nameOf("queue")).toString(),
    dashboardBody: call("jsonencode", { widgets: [text, ...widgets] }).toString(),
  });
  return inFile(board, "dashboard.tf");
}

function boardOf({ deployment, lanes, publisher }: DashboardProps): Widget[] {
  const key = lanes.key.toString();
  const lane = (name: string, shown: object): Metric => {
    const dimensions = ["service", deployment.moduleId, "deployment", deployment.name, "channel", key];
    return ["UserEngagement", name, ...dimensions, shown];
  };
  const counted = (name: string, label: string) => lanes.list(lane(name, { stat: "Sum", label: `${key} ${label}` }));
  /** A metric that only serves the calculations of its widget. */
  const hidden = (name: string, id: string, stat: string) =>
    lanes.list(lane(name, { id: `${id}_${key}`, stat, visible: false }));
  const calculated = (expression: string, label: string) => lanes.list([{ expression, label: `${key} ${label}` }]);
  const timed = (name: string, stat: string) => lanes.list(lane(name, { stat, label: `${key} ${stat}` }));
  const queue = (role: string, name: string, stat: string, label: string) =>
    lanes.list([
      "AWS/SQS",
      name,
      "QueueName",
      `${deployment.nameOf("lane", lanes)}${role}`,
      { stat, label: `${key} ${label}` },
    ]);
  const sender = (name: string, stat: string) =>
    lanes.list([
      "AWS/Lambda",
      name,
      "FunctionName",
      deployment.nameOf("sender", lanes),
      { stat, label: `${key} ${name}` },
    ]);
  return [
    {
      title: "Recipients per second, and the quota",
      metrics: [
        hidden("Recipients", "recipients", "Sum"),
        hidden("Throttled", "throttled", "Sum"),
        calculated(`recipients_${key} / PERIOD(recipients_${key})`, "sent"),
        calculated(`throttled_${key} / PERIOD(throttled_${key})`, "throttled"),
        lanes.list(lane("QuotaRate", { stat: "Maximum", label: `${key} quota` })),
      ],
      axis: { min: 0 },
    },
    {
      title: "Share of the quota that is used, in %",
      view: "gauge",
      metrics: [
        hidden("Recipients", "recipients", "Sum"),
        hidden("QuotaRate", "quota", "Maximum"),
        calculated(`100 * recipients_${key} / PERIOD(recipients_${key}) / quota_${key}`, "used"),
      ],
      axis: { min: 0, max: 100 },
    },
    {
      title: "Throttled share of all calls, in %",
      metrics: [
        hidden("Attempted", "attempted", "Sum"),
        hidden("Throttled", "throttled", "Sum"),
        calculated(`100 * throttled_${key} / attempted_${key}`, "throttled"),
      ],
      axis: { min: 0 },
    },
    {
      title: "Messages in the lanes",
      metrics: [
        queue("", "NumberOfMessagesSent", "Sum", "put in"),
        queue("", "NumberOfMessagesDeleted", "Sum", "done"),
        queue("", "ApproximateNumberOfMessagesVisible", "Maximum", "waiting"),
        queue("", "ApproximateNumberOfMessagesNotVisible", "Maximum", "in work or parked"),
      ],
    },
    {
      title: "Age of the oldest message, in s",
      metrics: [queue("", "ApproximateAgeOfOldestMessage", "Maximum", "oldest")],
    },
    {
      title: "Time that a send takes, in ms",
      metrics: ["p50", "p90", "p99"].map((stat) => timed("SendLatencyMs", stat)),
    },
    { title: "Time from queue to send, in ms", metrics: ["p50", "p99"].map((stat) => timed("QueueDelayMs", stat)) },
    {
      title: "Senders",
      metrics: [
        sender("ConcurrentExecutions", "Maximum"),
        sender("Errors", "Sum"),
        sender("Throttles", "Sum"),
        sender("Duration", "p99"),
      ],
    },
    {
      title: "SES account",
      metrics: [
        ["Send", "Delivery", "Bounce", "Complaint", "Reject"].map((name) => ["AWS/SES", name, { stat: "Sum" }]),
      ],
    },
    {
      title: "Dead letters",
      metrics: [queue("-dead-letter", "ApproximateNumberOfMessagesVisible", "Maximum", "dead letters")],
    },
    {
      title: "What happened to messages that were not simply sent",
      metrics: [
        counted("Retried", "retried"),
        counted("Parked", "parked"),
        counted("DeadLettered", "dead-lettered"),
        counted("Expired", "expired"),
        counted("Duplicates", "duplicates"),
        counted("Suppressed", "suppressed"),
        counted("Uncertain", "uncertain"),
        counted("BreakerOpen", "breaker open"),
      ],
      stacked: true,
    },
    {
      title: "Load generator",
      metrics: [
        hcl`${publisher} == null ? [] : ${[["AWS/Lambda", "Invocations", "FunctionName", publisher], ["AWS/Lambda", "Errors", "FunctionName", publisher]]}`,
      ],
    },
  ];
}

function placed({ title, metrics, view = "timeSeries", axis, stacked = false }: Widget, index: number, region: string) {
  return {
    type: "metric",
    x: (index % COLUMNS) * WIDTH,
    y: 4 + Math.floor(index / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      region,
      view,
      stacked,
      period: PERIOD_SECONDS,
      stat: "Sum",
      ...(axis && { yAxis: { left: axis } }),
      metrics: call("concat", ...metrics),
    },
  };
}
