import { Counters } from "./metrics";

/** Embedded metrics that `use` makes the counters write. */
function written(
  use: (counters: Counters) => void,
  options?: ConstructorParameters<typeof Counters>[1],
): Record<string, unknown>[] {
  const lines: string[] = [];
  const spy = jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  try {
    use(new Counters("acme", options));
  } finally {
    spy.mockRestore();
  }
  return lines.map((line) => JSON.parse(line));
}

beforeAll(() => {
  // Development mode writes to the global console, but switches metrics off unless told otherwise.
  process.env["POWERTOOLS_DEV"] = "true";
  process.env["POWERTOOLS_METRICS_DISABLED"] = "false";
  process.env["POWERTOOLS_SERVICE_NAME"] = "ses-event-processing";
  process.env["POWERTOOLS_METRICS_NAMESPACE"] = "UserEngagement";
});

test("writes totals with service and deployment, and each reason beside them", () => {
  const [byReason, totals, ...others] = written((counters) => {
    counters.count("RecordsReceived", 3);
    counters.count("RecordsReceived");
    counters.count("IgnoredRecords", 2, "Delivery");
    counters.publish();
  });
  expect(others).toEqual([]);
  expect(totals).toMatchObject({
    service: "ses-event-processing",
    deployment: "acme",
    RecordsReceived: 4,
    IgnoredRecords: 2,
    _aws: { CloudWatchMetrics: [{ Namespace: "UserEngagement", Dimensions: [["service", "deployment"]] }] },
  });
  expect(byReason).toMatchObject({
    IgnoredRecords: 2,
    reason: "Delivery",
    _aws: { CloudWatchMetrics: [{ Dimensions: [["service", "deployment", "reason"]] }] },
  });
});

test("starts afresh after publishing, and writes nothing when nothing was counted", () => {
  const lines = written((counters) => {
    counters.count("Suppressed");
    counters.publish();
    counters.publish();
    counters.count("Suppressed");
    counters.publish();
  });
  expect(lines.map((line) => line["Suppressed"])).toEqual([1, 1]);
});

test("adds the channel to every set of dimensions, and resolution and unit where they are said", () => {
  const [byReason, all, ...others] = written(
    (counters) => {
      counters.count("Sent", 2, "rate");
      counters.measure("SendLatencyMs", 80);
      counters.measure("SendLatencyMs", 120);
      counters.measure("QuotaRate", 14);
      counters.publish();
      counters.publish();
    },
    { channel: "ses", highResolution: ["Sent"] },
  );
  expect(others).toEqual([]);
  const sent = { Name: "Sent", Unit: "Count", StorageResolution: 1 };
  const dimensions = ["service", "deployment", "channel"];
  expect(all).toMatchObject({
    channel: "ses",
    Sent: 2,
    SendLatencyMs: [80, 120],
    QuotaRate: 14,
    _aws: {
      CloudWatchMetrics: [
        {
          Dimensions: [dimensions],
          Metrics: expect.arrayContaining([
            sent,
            { Name: "SendLatencyMs", Unit: "Milliseconds" },
            { Name: "QuotaRate", Unit: "Count/Second" },
          ]),
        },
      ],
    },
  });
  expect(byReason).toMatchObject({
    channel: "ses",
    reason: "rate",
    _aws: { CloudWatchMetrics: [{ Dimensions: [[...dimensions, "reason"]], Metrics: [sent] }] },
  });
});
