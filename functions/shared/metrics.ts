import { MetricResolution, Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** What a function's metrics have beside `service` and `deployment`. */
export interface CounterOptions {
  /** A further dimension of all metrics. */
  readonly channel?: string;
  /** Metrics that CloudWatch keeps by the second, if they are published by the second. */
  readonly highResolution?: readonly string[];
}

/**
 * Counts and measures things and writes them as CloudWatch embedded metrics: each metric once with the dimensions
 * `service` and `deployment` (and `channel`), and once more with `reason` where one was given. Namespace and service
 * come from `POWERTOOLS_METRICS_NAMESPACE` and `POWERTOOLS_SERVICE_NAME`.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class Counters {
  readonly #metrics: Metrics;
  readonly #highResolution: ReadonlySet<string>;
  readonly #totals = new Map<string, number>();
  readonly #byReason = new Map<string, Map<string, number>>();
  #isMeasured = false;

  constructor(deployment: string, { channel, highResolution = [] }: CounterOptions = {}) {
    this.#metrics = new Metrics({ defaultDimensions: { deployment, ...(channel && { channel }) } });
    this.#highResolution = new Set(highResolution);
  }

  /** Adds `by` to the metric; `reason` becomes a dimension, so it must come from a small set and name nobody. */
  count(metric: string, by = 1, reason?: string): void {
    add(this.#totals, metric, by);
    if (reason === undefined) return;
    const reasons = this.#byReason.get(metric) ?? new Map<string, number>();
    add(reasons, reason, by);
    this.#byReason.set(metric, reasons);
  }

  /** Adds a value of which statistics are wanted: milliseconds when the metric's name ends in `Ms`, else a rate. */
  measure(metric: string, value: number): void {
    const unit = metric.endsWith("Ms") ? MetricUnit.Milliseconds : MetricUnit.CountPerSecond;
    this.#metrics.addMetric(metric, unit, value);
    this.#isMeasured = true;
  }

  /** Writes what was counted and measured since the last call. */
  publish(): void {
    for (const [metric, reasons] of this.#byReason) {
      for (const [reason, total] of reasons) {
        const single = this.#metrics.singleMetric().addDimension("reason", reason);
        single.addMetric(metric, MetricUnit.Count, total, this.#resolution(metric));
      }
    }
    for (const [metric, total] of this.#totals) {
      this.#metrics.addMetric(metric, MetricUnit.Count, total, this.#resolution(metric));
    }
    if (this.#totals.size > 0 || this.#isMeasured) this.#metrics.publishStoredMetrics();
    this.#totals.clear();
    this.#byReason.clear();
    this.#isMeasured = false;
  }

  #resolution(metric: string) {
    return this.#highResolution.has(metric) ? MetricResolution.High : MetricResolution.Standard;
  }
}

function add(totals: Map<string, number>, key: string, by: number): void {
  totals.set(key, (totals.get(key) ?? 0) + by);
}
