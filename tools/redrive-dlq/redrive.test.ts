import { DEAD, FakeSqs, LANE } from "./fake-sqs";
import type { Options } from "./options";
import { redrive } from "./redrive";

/** Runs the tool on a fake; a sleep takes no time. */
async function run(sqs: FakeSqs, options: Options): Promise<{ printed: string[]; slept: number[] }> {
  const printed: string[] = [];
  const slept: number[] = [];
  const clock = { sleep: async (milliseconds: number) => void slept.push(milliseconds) };
  await redrive(options, { sqs: sqs.client, clock, print: (line) => printed.push(line) });
  return { printed, slept };
}

const DRY_RUN: Options = { queueUrl: DEAD, isDryRun: true };
const MOVE: Options = { queueUrl: DEAD, isDryRun: false, destinationUrl: LANE, messagesPerSecond: 14 };

const letters = (count: number, name?: string) => Array.from({ length: count }, () => name);

describe("a dry run", () => {
  test("counts by class, the most frequent first, and says what is special about a class", async () => {
    const sqs = new FakeSqs([...letters(3, "uncertain"), ...letters(21, "rejected"), ...letters(1)]);
    const { printed } = await run(sqs, DRY_RUN);
    expect(printed).toEqual([
      `${DEAD} holds about 25 messages.`,
      "      21  rejected",
      "       3  uncertain (may have been sent; moved back, they are sent again)",
      "       1  - (no failure_class: SQS moved them after too many receives)",
    ]);
  });

  test("gives every message back, and moves none", async () => {
    const sqs = new FakeSqs(letters(25, "rejected"));
    await run(sqs, DRY_RUN);
    expect(sqs.hidden.size).toBe(0);
    const names = new Set(sqs.requests.map(({ name }) => name));
    expect([...names]).toEqual(["ReceiveMessageCommand", "ChangeMessageVisibilityBatchCommand"]);
  });

  test("says which messages it could not give back", async () => {
    const sqs = new FakeSqs(letters(12, "rejected"));
    sqs.refuses = (receipt) => receipt === "11";
    const { printed } = await run(sqs, DRY_RUN);
    expect(printed.at(-1)).toBe("1 could not be given back and stay hidden for up to ten minutes.");
  });

  test("of an empty queue says so and no more", async () => {
    const { printed } = await run(new FakeSqs([]), DRY_RUN);
    expect(printed).toEqual([`${DEAD} holds about 0 messages.`]);
  });

  test("looks at ten thousand messages at most, before the first are visible again", async () => {
    const sqs = new FakeSqs(letters(10_020, "rejected"));
    const { printed } = await run(sqs, DRY_RUN);
    expect(printed.slice(1)).toEqual(["   10000  rejected", "Looked at 10000; the others were not read."]);
  });
});

describe("a move", () => {
  test("names the destination and the rate, and shows how far it is until all is moved", async () => {
    const sqs = new FakeSqs(letters(30, "rejected"));
    sqs.tasks = [
      { Status: "RUNNING" },
      { Status: "RUNNING", ApproximateNumberOfMessagesMoved: 14, ApproximateNumberOfMessagesToMove: 30 },
      { Status: "RUNNING", ApproximateNumberOfMessagesMoved: 14, ApproximateNumberOfMessagesToMove: 30 },
      { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 30, ApproximateNumberOfMessagesToMove: 30 },
    ];
    const { printed, slept } = await run(sqs, MOVE);
    expect(sqs.requests[0]).toEqual({
      name: "StartMessageMoveTaskCommand",
      input: {
        SourceArn: "arn:aws:sqs:eu-west-1:123456789012:dead",
        DestinationArn: "arn:aws:sqs:eu-west-1:123456789012:lane",
        MaxNumberOfMessagesPerSecond: 14,
      },
    });
    expect(printed).toEqual([
      `${DEAD} holds about 30 messages.`,
      "SQS moves them, 14 per second at most, and goes on if this command is ended. To stop it:",
      "  aws sqs cancel-message-move-task --task-handle handle-1",
      "0 moved",
      "14 of 30 moved",
      "30 of 30 moved",
    ]);
    expect(slept).toEqual([2_000, 2_000, 2_000]);
  });

  test("of nothing starts no task, and says who holds what is there", async () => {
    const sqs = new FakeSqs(["rejected"]);
    sqs.hideAll();
    const { printed } = await run(sqs, MOVE);
    expect(printed).toEqual([
      `${DEAD} holds about 0 messages, and 1 that somebody else has received.`,
      "Nothing to move.",
    ]);
    expect(sqs.requests).toEqual([]);
  });

  test.each([
    [{ Status: "FAILED", FailureReason: "AccessDenied" }, "SQS stopped moving: AccessDenied."],
    [{ Status: "CANCELLED" }, "Somebody cancelled the task."],
  ])("that ends as %j is an error", async (task, text) => {
    const sqs = new FakeSqs(letters(2, "rejected"));
    sqs.tasks = [task];
    await expect(run(sqs, MOVE)).rejects.toThrow(text);
  });

  test("that SQS refuses says what was tried, and why not", async () => {
    const sqs = new FakeSqs(letters(2, "rejected"));
    sqs.startError = Object.assign(new Error("There is already a task running."), { name: "UnsupportedOperation" });
    await expect(run(sqs, MOVE)).rejects.toThrow(
      `Cannot move messages of ${DEAD}: UnsupportedOperation: There is already a task running.`,
    );
  });

  test("to the same queue is refused", async () => {
    const sqs = new FakeSqs(letters(2, "rejected"));
    await expect(run(sqs, { ...MOVE, destinationUrl: DEAD })).rejects.toThrow(
      "--destination-url must be another queue than --queue-url; both are arn:aws:sqs:eu-west-1:123456789012:dead.",
    );
  });
});

test("a queue that is not there is named", async () => {
  const missing = "https://sqs.eu-west-1.amazonaws.com/123456789012/missing";
  await expect(run(new FakeSqs([]), { ...DRY_RUN, queueUrl: missing })).rejects.toThrow(
    `Cannot read the queue ${missing}: QueueDoesNotExist: The specified queue does not exist.`,
  );
});
