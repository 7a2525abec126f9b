import type { SQSRecord } from "aws-lambda";
import { sendBatch } from "../../functions/queue-sender/core";
import type { Lane, SenderDependencies } from "../../functions/queue-sender/ports";
import { FakeDynamoDb } from "../../functions/testing/fake-dynamodb";
import { CONCURRENCY, type LaneConditions } from "./conditions";
import { Crash, Environment } from "./environment";
import { VirtualQueue } from "./queue";
import { senderDependencies } from "./sender";

/** A function's environment, and what its code was set up with. */
interface Sender {
  readonly environment: Environment;
  readonly dependencies: SenderDependencies;
}

/** The module's defaults: seconds of work in a batch, seconds that an invocation may take. */
const BATCH_SECONDS = 10;
const TIMEOUT_SECONDS = 60;
/** Time between two invocations, and between two looks at an empty queue, in milliseconds. */
const PAUSE_MS = 50;
const LOOK_AGAIN_MS = 1_000;

/** A lane of the module in virtual time: the sender's real core, and everything around it in memory. */
export class VirtualLane {
  readonly queue: VirtualQueue;
  /** Bodies and classes of dead letters. */
  readonly deadLetters: { readonly body: string; readonly failureClass: string }[] = [];
  readonly #dynamoDb = new FakeDynamoDb();

  constructor(private readonly conditions: LaneConditions) {
    const { clock, redelivers = () => false } = conditions;
    this.queue = new VirtualQueue(clock, 6 * TIMEOUT_SECONDS, redelivers);
  }

  /** Lets functions send what is in the queue, and look for more without end. */
  start(): void {
    for (let count = 0; count < CONCURRENCY; count += 1) void this.#poll();
  }

  async #poll(): Promise<never> {
    const { clock, rate } = this.conditions;
    const batchSize = Math.ceil((rate * BATCH_SECONDS) / CONCURRENCY);
    let sender = this.#newSender();
    for (;;) {
      await clock.sleep(PAUSE_MS);
      if (!sender.environment.isRunning) sender = this.#newSender();
      const records = this.queue.receive(batchSize);
      await (records.length > 0 ? this.#invoke(records, sender) : clock.sleep(LOOK_AGAIN_MS));
    }
  }

  #newSender(): Sender {
    const environment = new Environment(this.conditions.crashes ?? (() => false));
    const dependencies = senderDependencies(this.conditions, this.#lane, this.#dynamoDb, environment);
    return { environment, dependencies };
  }

  /** As Lambda does: deletes what a batch's answer does not name, and nothing when there is none. */
  async #invoke(records: readonly SQSRecord[], { environment, dependencies }: Sender): Promise<void> {
    const endsAt = this.conditions.clock.now() + TIMEOUT_SECONDS * 1_000;
    try {
      const answer = await environment.invoke(() => sendBatch(records, endsAt, dependencies));
      const back = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId } of records) if (!back.has(messageId)) this.queue.delete(messageId);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  readonly #lane: Lane = {
    postpone: async (postponed) => {
      for (const { record, seconds } of postponed) this.queue.changeVisibility(record.receiptHandle, seconds);
    },
    deadLetter: async (record, failure, body = record.body) => {
      this.deadLetters.push({ body, failureClass: failure.class });
    },
    enqueue: async (body) => this.queue.send(body),
  };
}

/** A mail to one address. */
export function mailBody(id: string): string {
  const content = { kind: "simple", subject: "Your order", text: "It is on its way." };
  const ses = { from: "shop@example.com", to: [`${id}@example.com`], content };
  return JSON.stringify({ version: 1, id, channel: "ses", ses });
}
