import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/**
 * Counts things during one invocation and writes them as CloudWatch embedded metrics at its end: each metric once with
 * the dimensions `service` and `deployment`, and once more with `reason` where one was given. Namespace and service
 * come from `POWERTOOLS_METRICS_NAMESPACE` and `POWERTOOLS_SERVICE_NAME`.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class Counters {
  readonly #metrics: Metrics;
  readonly #totals = new Map<string, number>();
  readonly #byReason = new Map<string, Map<string, number>>();

  constructor(deployment: string) {
    this.#metrics = new Metrics({ defaultDimensions: { deployment } });
  }

  /** Adds `by` to the metric; `reason` becomes a dimension, so it must come from a small set and name nobody. */
  count(metric: string, by = 1, reason?: string): void {
    add(this.#totals, metric, by);
    if (reason === undefined) return;
    const reasons = this.#byReason.get(metric) ?? new Map<string, number>();
    add(reasons, reason, by);
    this.#byReason.set(metric, reasons);
  }

  /** Writes what was counted since the last call. */
  publish(): void {
    for (const [metric, reasons] of this.#byReason) {
      for (const [reason, total] of reasons) {
        this.#metrics.singleMetric().addDimension("reason", reason).addMetric(metric, MetricUnit.Count, total);
      }
    }
    for (const [metric, total] of this.#totals) this.#metrics.addMetric(metric, MetricUnit.Count, total);
    if (this.#totals.size > 0) this.#metrics.publishStoredMetrics();
    this.#totals.clear();
    this.#byReason.clear();
  }
}

function add(totals: Map<string, number>, key: string, by: number): void {
  totals.set(key, (totals.get(key) ?? 0) + by);
}
