import { eventually } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

const ARN = "arn:aws:sqs:us-east-1:123456789012";

let cloud: RunningCloud;
let client: Client;
let queue: string;
let deadLetters: string;
let other: string;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
  deadLetters = await client.createQueue("dead");
  other = await client.createQueue("other");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${ARN}:dead`, maxReceiveCount: 1 });
  queue = await client.createQueue("work", { RedrivePolicy, VisibilityTimeout: "0" });
}, FIRST_START_MS);

afterAll(() => cloud.stop());

const sqs = <T>(action: string, input: object): Promise<T> => client.json("sqs", `AmazonSQS.${action}`, input);

interface Task {
  readonly TaskHandle?: string;
  readonly Status: string;
}

const lastTask = async (): Promise<Task | undefined> =>
  (await sqs<{ Results: Task[] }>("ListMessageMoveTasks", { SourceArn: `${ARN}:dead` })).Results[0];

const ended = (): Promise<Task> =>
  eventually("the end of the task", async () => {
    const task = await lastTask();
    return task?.Status === "RUNNING" || task?.Status === "CANCELLING" ? undefined : task;
  });

const start = (input: object = {}): Promise<{ TaskHandle: string }> =>
  sqs("StartMessageMoveTask", { SourceArn: `${ARN}:dead`, ...input });

it("dead letters go where they are sent, as new messages with body and attributes", async () => {
  const MessageAttributes = { failure_class: { DataType: "String", StringValue: "rejected" } };
  await sqs("SendMessage", { QueueUrl: deadLetters, MessageBody: "one", MessageAttributes });
  const before = Date.now();
  await start({ DestinationArn: `${ARN}:other` });
  expect(await ended()).toEqual({
    Status: "COMPLETED",
    SourceArn: `${ARN}:dead`,
    DestinationArn: `${ARN}:other`,
    ApproximateNumberOfMessagesMoved: 1,
    ApproximateNumberOfMessagesToMove: 1,
    StartedTimestamp: expect.any(Number),
  });
  const input = { QueueUrl: other, AttributeNames: ["All"], MessageAttributeNames: ["All"] };
  const { Messages } = await sqs<{ Messages: { Body: string; Attributes: Record<string, string> }[] }>(
    "ReceiveMessage",
    input,
  );
  expect(Messages).toMatchObject([{ Body: "one", MessageAttributes, Attributes: { ApproximateReceiveCount: "1" } }]);
  expect(Number(Messages[0]?.Attributes["SentTimestamp"])).toBeGreaterThanOrEqual(before);
});

it("without a destination they go back to the queue whose redrive policy moved them", async () => {
  await sqs("SendMessage", { QueueUrl: queue, MessageBody: "two" });
  await sqs("ReceiveMessage", { QueueUrl: queue });
  // The second receive finds that the message has had its one.
  expect(await sqs("ReceiveMessage", { QueueUrl: queue })).toEqual({});
  await start();
  expect(await ended()).toMatchObject({ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1 });
  expect((await client.receive(queue)).map(({ Body }) => Body)).toEqual(["two"]);
});

it("one that nothing moved there has no place to go back to", async () => {
  await sqs("SendMessage", { QueueUrl: deadLetters, MessageBody: "three" });
  await start();
  expect(await ended()).toMatchObject({ Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" });
});

it("a task moves as many a second as it may, is the only one of its queue, and can be cancelled", async () => {
  const Entries = ["a", "b", "c", "d"].map((Id) => ({ Id, MessageBody: Id }));
  await sqs("SendMessageBatch", { QueueUrl: deadLetters, Entries });
  const { TaskHandle } = await start({ DestinationArn: `${ARN}:other`, MaxNumberOfMessagesPerSecond: 1 });
  await expect(start({ DestinationArn: `${ARN}:other` })).rejects.toThrow("There is already a task running.");
  expect(await lastTask()).toMatchObject({ Status: "RUNNING", TaskHandle });
  await sqs("CancelMessageMoveTask", { TaskHandle });
  const task = await ended();
  expect(task).toMatchObject({ Status: "CANCELLED", ApproximateNumberOfMessagesMoved: 1 });
  expect(task.TaskHandle).toBeUndefined();
  await expect(sqs("CancelMessageMoveTask", { TaskHandle })).rejects.toThrow("There is no running task");
});

it.each([
  [{ SourceArn: `${ARN}:other` }, "Source queue must be configured as a Dead Letter Queue."],
  [{ SourceArn: `${ARN}:nowhere` }, "ResourceNotFoundException"],
  [{ DestinationArn: `${ARN}:nowhere` }, "ResourceNotFoundException"],
  [{ MaxNumberOfMessagesPerSecond: 501 }, "Must be between 1 and 500"],
])("%j is refused", async (input, text) => {
  await expect(start(input)).rejects.toThrow(text);
});
