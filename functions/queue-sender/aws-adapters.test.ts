import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { RecordingObservers } from "../testing/observers";
import { sqsEvent } from "../testing/sqs";
import { VirtualClock } from "../testing/virtual-clock";
import { LaneRates } from "./lane-rates";
import { S3Contents } from "./s3-contents";
import { SqsLane } from "./sqs-lane";
import { SqsResults } from "./sqs-results";

type Input = Readonly<Record<string, unknown>>;

function client(answer: (input: Input) => unknown = () => ({})) {
  const inputs: Input[] = [];
  const send = async ({ input }: { input: Input }) => {
    inputs.push(input);
    return answer(input);
  };
  return { inputs, send };
}

function fails(name: string): never {
  throw Object.assign(new Error(name), { name });
}

describe("the lane in SQS", () => {
  const observers = new RecordingObservers();
  const laneOf = (sqs: ReturnType<typeof client>) =>
    new SqsLane(sqs as unknown as SQSClient, {
      queueUrl: "lane",
      deadLetterQueueUrl: "dead",
      clock: new VirtualClock(),
      observers,
    });
  const { Records } = sqsEvent(...Array(23).fill("body"));
  const [record] = Records;
  if (!record) throw new Error("There are records.");

  test("hides messages ten at a time", async () => {
    const sqs = client();
    await laneOf(sqs).postpone(Records.map((one, seconds) => ({ record: one, seconds })));
    expect(sqs.inputs.map(({ Entries }) => (Entries as unknown[]).length)).toEqual([10, 10, 3]);
    expect(sqs.inputs[2]).toMatchObject({
      QueueUrl: "lane",
      Entries: [{ Id: "m20", ReceiptHandle: "receipt", VisibilityTimeout: 20 }, {}, {}],
    });
  });

  test("reports what is not hidden, and goes on", async () => {
    await laneOf(client(() => ({ Failed: [{ Id: "m0", Code: "Gone" }] }))).postpone([{ record, seconds: 1 }]);
    expect(observers.lines.at(-1)).toMatchObject(["warn", "Visibility not changed", { record_id: "m0" }]);
    await laneOf(client(() => fails("Unreachable"))).postpone([{ record, seconds: 1 }]);
    expect(observers.counts).toMatchObject({ RecordsFailed: 1 });
  });

  test("a dead letter's attributes are as SQS takes them, and lead to the first queue message", async () => {
    const sqs = client();
    const messageAttributes = { original_message_id: { dataType: "String", stringValue: "first" } };
    const message = `a\u0000b${"😀".repeat(300)}`;
    await laneOf(sqs).deadLetter({ ...record, messageAttributes } as typeof record, {
      class: "rejected",
      code: "",
      message,
    });
    expect(sqs.inputs[0]).toMatchObject({
      QueueUrl: "dead",
      MessageBody: "body",
      MessageAttributes: {
        failure_class: { DataType: "String", StringValue: "rejected" },
        failure_code: { StringValue: "-" },
        failure_message: { StringValue: `a b${"😀".repeat(253)}` },
        original_message_id: { StringValue: "first" },
        failed_at: { StringValue: "2026-11-24T00:00:00.000Z" },
      },
    });
  });

  test("a copy is put into the lane with its delay", async () => {
    const sqs = client();
    await laneOf(sqs).enqueue("copy", 7);
    expect(sqs.inputs).toEqual([{ QueueUrl: "lane", MessageBody: "copy", DelaySeconds: 7 }]);
  });
});

test("results go to the queue of the ARN ten at a time, and one that is not taken is an error", async () => {
  const result = { id: "x", status: "sent", at: "2026-11-24T00:00:00.000Z", context: {} } as const;
  const arn = "arn:aws:sqs:eu-west-1:123456789012:results";
  const sqs = client();
  await new SqsResults(sqs as unknown as SQSClient, arn).publish(Array(11).fill(result));
  const [first, second] = sqs.inputs;
  expect(first).toMatchObject({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/results" });
  expect(second?.["Entries"]).toEqual([{ Id: "0", MessageBody: JSON.stringify(result) }]);
  const refusing = client(() => ({ Failed: [{ Id: "0", Code: "Gone" }] }));
  const published = new SqsResults(refusing as unknown as SQSClient, arn).publish([result]);
  await expect(published).rejects.toThrow("1 results were not taken by the result queue: Gone.");
});

describe("contents in S3", () => {
  const contents = (answer: () => unknown) => new S3Contents(client(answer) as unknown as S3Client);

  test("gives an object's text", async () => {
    const Body = { transformToString: async () => "text" };
    expect(await contents(() => ({ ContentLength: 4, Body })).read("b", "k")).toBe("text");
  });

  test("refuses one that is too large, missing or forbidden; other errors pass", async () => {
    const read = (answer: () => unknown) => contents(answer).read("b", "k");
    await expect(read(() => ({ ContentLength: 40_000_001 }))).rejects.toMatchObject({
      failure: { class: "too_large" },
    });
    for (const code of ["NoSuchKey", "NoSuchBucket", "AccessDenied"]) {
      await expect(read(() => fails(code))).rejects.toMatchObject({ failure: { class: "rejected", code } });
    }
    await expect(read(() => fails("SlowDown"))).rejects.toMatchObject({ name: "SlowDown" });
  });
});

describe("the lane's rates", () => {
  const ratesOf = (channel: "ses" | "sms" | "pinpoint", ses?: number) => {
    const observers = new RecordingObservers();
    const sms = { default: 3, "+12065550199": 100 };
    return { observers, rates: new LaneRates({ channel, ses, sms, pinpoint: 20 }, async () => 50, observers) };
  };

  test("are configured, or SES's own", async () => {
    expect(await ratesOf("ses", 7).rates.quota("ses")).toBe(7);
    expect(await ratesOf("ses").rates.quota("ses")).toBe(50);
    expect(await ratesOf("pinpoint").rates.quota("pinpoint")).toBe(20);
    expect(await ratesOf("sms").rates.quota("sms#+12065550199")).toBe(100);
    expect(await ratesOf("sms").rates.quota("sms#default")).toBe(3);
  });

  test("are 14 a second until SES's quota is known from a lease", () => {
    const { rates, observers } = ratesOf("ses");
    expect(rates.known("ses")).toBe(14);
    rates.leased(49, 50);
    expect(rates.known("ses")).toBe(50);
    expect(observers.counts).toEqual({ LeaseCalls: 1 });
    expect(observers.values).toEqual({ EffectiveRate: [49], QuotaRate: [50] });
  });

  test("what a limiter reports becomes metrics and warnings", () => {
    const { rates, observers } = ratesOf("ses");
    rates.waited(12);
    rates.degraded(new Error("no route"));
    rates.quotaUnknown(new Error("denied"));
    expect(observers.values).toEqual({ LimiterWaitMs: [12] });
    expect(observers.counts).toEqual({ LimiterDegraded: 1 });
    expect(observers.lines.map(([level, text]) => `${level} ${text}`)).toEqual([
      "warn The limiter's table cannot be used: no route",
      "warn The account's quota cannot be read: denied",
    ]);
  });
});
