import { eventually, runCommand } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

const VISIBILITY_SECONDS = 180;

let cloud: RunningCloud;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud({ visibilityScale: 0.005 });
  client = new Client(cloud);
}, FIRST_START_MS);

afterAll(() => cloud.stop());

const attributes = async (url: string): Promise<Record<string, string>> => {
  const input = { QueueUrl: url, AttributeNames: ["All"] };
  return (await client.json<{ Attributes: Record<string, string> }>("sqs", "AmazonSQS.GetQueueAttributes", input))
    .Attributes;
};

const expire = async (queue: string): Promise<unknown> =>
  JSON.parse(await runCommand(cloud.endpoint, "expire", JSON.stringify({ queue })));

/** A queue that a function reads, with a dead-letter queue after three receives. @returns both URLs */
async function poll(name: string, source: string): Promise<{ queue: string; deadLetters: string }> {
  await client.createFunction(name, source);
  const deadLetters = await client.createQueue(`${name}-dlq`);
  const queue = await client.createQueue(name, {
    VisibilityTimeout: String(VISIBILITY_SECONDS),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:123456789012:${name}-dlq`,
      maxReceiveCount: 3,
    }),
  });
  const mapping = {
    EventSourceArn: `arn:aws:sqs:us-east-1:123456789012:${name}`,
    FunctionName: name,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  };
  await client.send("lambda", "POST", "/2015-03-31/event-source-mappings", {}, JSON.stringify(mapping));
  return { queue, deadLetters };
}

const send = (url: string, body: string): Promise<unknown> =>
  client.json("sqs", "AmazonSQS.SendMessage", { QueueUrl: url, MessageBody: body });

it("a failed record is tried again within seconds, the queue's timeout unchanged", async () => {
  const source = `exports.handler = async ({ Records }) => ({
    batchItemFailures: Records.filter((r) => r.body === "poison").map((r) => ({ itemIdentifier: r.messageId })),
  });`;
  const { queue, deadLetters } = await poll("partial", source);
  await Promise.all([send(queue, "fine"), send(queue, "poison")]);
  const [dead, ...others] = await client.receive(deadLetters);
  expect(others).toEqual([]);
  expect(dead?.Body).toBe("poison");
  expect(dead?.Attributes["ApproximateReceiveCount"]).toBe("4");
  expect(await attributes(queue)).toMatchObject({ VisibilityTimeout: "180", ApproximateNumberOfMessages: "0" });
});

it("a throwing function's batch, too", async () => {
  const { queue, deadLetters } = await poll("throwing", 'exports.handler = async () => { throw new Error("no"); };');
  await send(queue, "poison");
  expect((await client.receive(deadLetters)).map(({ Body }) => Body)).toEqual(["poison"]);
});

it("a record in work is not given out again, however long the function takes", async () => {
  // Three times the scaled timeout: a second receive would be the dead-letter queue's first step.
  const source = `let calls = 0;
    exports.handler = async ({ Records }) => {
      if (!Records) return calls;
      calls += Records.length;
      await new Promise((resolve) => setTimeout(resolve, 2700));
    };`;
  const { queue } = await poll("slow", source);
  await send(queue, "once");
  const left = async (): Promise<number> => {
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await attributes(queue);
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  };
  await eventually("the function's start", async () =>
    (await attributes(queue))["ApproximateNumberOfMessages"] === "0" ? true : undefined,
  );
  expect(await expire("slow")).toEqual({ expired: 0 });
  while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await client.invoke("slow")).toBe(1);
}, 15_000);

it("a wait that somebody chose is kept, until the command ends it", async () => {
  const url = await client.createQueue("chosen");
  await client.json("sqs", "AmazonSQS.SendMessage", { QueueUrl: url, MessageBody: "delayed", DelaySeconds: 600 });
  await send(url, "parked");
  const received = { QueueUrl: url, VisibilityTimeout: 600 };
  expect(await client.json<object>("sqs", "AmazonSQS.ReceiveMessage", received)).toMatchObject({
    Messages: [{ Body: "parked" }],
  });
  expect(await client.json<object>("sqs", "AmazonSQS.ReceiveMessage", received)).toEqual({});
  expect(await expire("chosen")).toEqual({ expired: 2 });
  expect((await client.receive(url)).map(({ Body }) => Body).sort()).toEqual(["delayed", "parked"]);
  await expect(expire("nowhere")).rejects.toThrow("There is no queue arn:aws:sqs:us-east-1:123456789012:nowhere.");
});
