import {
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { Clock } from "../../functions/shared/clock";
import { explained, type QueueFacts, type Sqs } from "./queue";

/** Time between two looks at the task, in milliseconds. */
const LOOK_MS = 2_000;

/** What moving needs. */
export interface Mover {
  readonly sqs: Sqs;
  readonly clock: Pick<Clock, "sleep">;
  readonly print: (line: string) => void;
}

/**
 * Moves all messages of a dead-letter queue to another queue, and shows how far it is. The destination is always named:
 * messages that a function put there itself do not know where they came from, and SQS would leave them.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function move(
  { sqs, clock, print }: Mover,
  source: QueueFacts,
  destination: QueueFacts,
  messagesPerSecond: number,
): Promise<void> {
  const start = new StartMessageMoveTaskCommand({
    SourceArn: source.arn,
    DestinationArn: destination.arn,
    MaxNumberOfMessagesPerSecond: messagesPerSecond,
  });
  const { TaskHandle } = await explained(`Cannot move messages of ${source.url}`, () => sqs.send(start));
  print(`SQS moves them, ${messagesPerSecond} per second at most, and goes on if this command is ended. To stop it:`);
  print(`  aws sqs cancel-message-move-task --task-handle ${TaskHandle}`);
  for (let shown = ""; ; await clock.sleep(LOOK_MS)) {
    const task = await latestTask(sqs, source);
    const progress = progressOf(task);
    if (progress !== shown) print(progress);
    shown = progress;
    if (task.Status === "COMPLETED") return;
    if (task.Status === "FAILED")
      throw new Error(`SQS stopped moving: ${task.FailureReason}. The rest is where it was.`);
    if (task.Status === "CANCELLED") throw new Error("Somebody cancelled the task. The rest is where it was.");
  }
}

/** A queue has one running task at most, and the list begins with the latest. */
async function latestTask(sqs: Sqs, { arn, url }: QueueFacts): Promise<ListMessageMoveTasksResultEntry> {
  const list = new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: 1 });
  const { Results = [] } = await explained(`Cannot follow the task of ${url}`, () => sqs.send(list));
  return Results[0] ?? {};
}

function progressOf(task: ListMessageMoveTasksResultEntry): string {
  const { ApproximateNumberOfMessagesMoved: moved = 0, ApproximateNumberOfMessagesToMove: all } = task;
  return `${moved}${all === undefined ? "" : ` of ${all}`} moved`;
}
