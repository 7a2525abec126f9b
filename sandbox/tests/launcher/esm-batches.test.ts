import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

let cloud: RunningCloud;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
}, FIRST_START_MS);

afterAll(() => cloud.stop());

/** Answers a test's question with the sizes of its batches; in a file, because several workers run it. */
const RECORDER = `const { appendFileSync, existsSync, readFileSync } = require("node:fs");
exports.handler = async ({ Records }, { functionName }) => {
  const file = process.env.TMPDIR + "/sizes-of-" + functionName;
  if (Records) appendFileSync(file, Records.length + "\\n");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\\n").map(Number) : [];
};`;

/** A queue that a function reads, with these settings of the mapping. @returns the queue's URL */
async function poll(name: string, settings: object): Promise<string> {
  await client.createFunction(name, RECORDER);
  const queue = await client.createQueue(name);
  const mapping = { EventSourceArn: `arn:aws:sqs:us-east-1:123456789012:${name}`, FunctionName: name, ...settings };
  await client.send("lambda", "POST", "/2015-03-31/event-source-mappings", {}, JSON.stringify(mapping));
  return queue;
}

/** Sends as many messages, ten with each call. */
async function send(QueueUrl: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 10) {
    const ids = Array.from({ length: Math.min(10, count - sent) }, (_, index) => String(sent + index));
    const Entries = ids.map((Id) => ({ Id, MessageBody: Id }));
    await client.json("sqs", "AmazonSQS.SendMessageBatch", { QueueUrl, Entries });
  }
}

/** The sizes of a function's batches once it has had as many messages. */
async function sizes(name: string, count: number): Promise<number[]> {
  for (;;) {
    const seen = await client.invoke<number[]>(name);
    if (seen.reduce((sum, size) => sum + size, 0) >= count) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it("a batch has as many records as the mapping allows", async () => {
  const queue = await poll("large", { BatchSize: 40, MaximumBatchingWindowInSeconds: 2 });
  await send(queue, 60);
  expect((await sizes("large", 60)).sort()).toEqual([20, 40]);
});

it("a batch that is not full waits for more until the window ends", async () => {
  const queue = await poll("windowed", { BatchSize: 100, MaximumBatchingWindowInSeconds: 2 });
  await send(queue, 1);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await send(queue, 1);
  expect(await sizes("windowed", 2)).toEqual([2]);
});

it("without a window nothing waits", async () => {
  const queue = await poll("eager", { BatchSize: 10 });
  await send(queue, 1);
  expect(await sizes("eager", 1)).toEqual([1]);
  await send(queue, 1);
  expect(await sizes("eager", 2)).toEqual([1, 1]);
});
