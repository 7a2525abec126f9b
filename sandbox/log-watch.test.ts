import { lostDeliveries } from "./log-watch";

it("finds the lines that say a delivery was lost", () => {
  const lost = [
    "2026-11-24 13:40:37 WARNING [events] EventBridge: unsupported target type for ARN arn:aws:kinesis:x",
    "2026-11-24 13:40:38 WARNING [sns] SNS -> SQS q: not delivered, the queue policy does not allow it",
    "2026-11-24 13:40:39 WARNING [firehose] processor failed, passing through",
  ];
  const log = ["2026-11-24 13:40:36 INFO [sns] SNS -> SQS q: delivered", ...lost, ""].join("\n");
  expect(lostDeliveries(log)).toEqual(lost);
});
