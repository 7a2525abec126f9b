import type { SQSRecord } from "aws-lambda";
import { reportFailure } from "../shared/observers";
import type { Breakers } from "./breakers";
import type { Claiming } from "./claiming";
import { copyNumber } from "./copies";
import { backoffSeconds, type Failure, type FailureClass, isTemporary, Refusal } from "./failures";
import type { Journal } from "./journal";
import type { SenderDependencies } from "./ports";
import { receiveCount, type Task, taskFields } from "./tasks";

/** How a message ended in this batch. */
export interface Verdict {
  readonly record: SQSRecord;
  /** Seconds after which it comes back; absent when it is done. */
  readonly afterSeconds?: number;
  /** Whether the message with this id is sent, now or earlier. */
  readonly isSent?: true;
}

/** Longest that an open breaker hides a message, so that it is looked at again from time to time. */
const MAX_PARKED_SECONDS = 1_800;
/** Longest that SQS hides one: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
const MAX_HIDDEN_SECONDS = 43_200;
/** How long after the end of another's claim a message is looked at again. */
const CLAIM_MARGIN_SECONDS = 10;

/** The ways in which messages end: gives claims back or closes them, writes dead letters, counts and logs. */
export class Endings {
  constructor(
    private readonly breakers: Breakers,
    private readonly claiming: Claiming,
    private readonly journal: Journal,
    private readonly dependencies: SenderDependencies,
  ) {}

  /** It was sent, to so many recipients or in so many parts. */
  async sent(task: Task, messageId: string | undefined, slots: number): Promise<Verdict> {
    this.journal.count("Sent");
    this.journal.count("Recipients", slots);
    await this.claiming.finish(task, messageId);
    return this.#isSent(task, "sent", messageId);
  }

  /** It was sent already. */
  duplicate(task: Task, messageId?: string): Verdict {
    this.journal.count("Duplicates");
    return this.#isSent(task, "duplicate", messageId);
  }

  /** Another is sending it. */
  held({ record }: Task, until: number): Verdict {
    return this.#again(record, "held", this.#secondsUntil(until) + CLAIM_MARGIN_SECONDS);
  }

  /** Its time has not come. */
  early({ record, notBefore }: Task): Verdict {
    return this.#again(record, "early", this.#secondsUntil(notBefore));
  }

  /** A breaker holds it up. */
  parked({ record }: Task, until: number): Verdict {
    this.journal.count("Parked");
    return this.#again(record, "parked", Math.min(this.#secondsUntil(until), MAX_PARKED_SECONDS));
  }

  /** There was no slot for it in this batch. */
  unsent({ record }: Task): Verdict {
    return this.#again(record, "unsent", 0);
  }

  /** It is too late to send it. */
  expired(task: Task): Promise<Verdict> {
    this.journal.count("Expired");
    const message = `not_after, or the lane's deadline, is ${new Date(task.notAfter).toISOString()}.`;
    return this.#dead(task.record, { class: "expired", code: "EXPIRED", message }, task);
  }

  /** It is no message of this lane, or something went wrong that concerns only this message as far as we know. */
  broken(record: SQSRecord, error: unknown, task?: Task): Verdict | Promise<Verdict> {
    if (error instanceof Refusal) {
      if (error.failure.class !== "rejected") this.journal.count("MalformedRecords");
      return this.#dead(record, error.failure, task);
    }
    const { observers, settings } = this.dependencies;
    reportFailure(error, taskFields(record, settings.channel), observers);
    return this.#again(record, "failed", this.#backoff(record, "transient"));
  }

  /** The service did not take it, or nobody knows whether it did. */
  async failed(task: Task, failure: Failure): Promise<Verdict> {
    const { record } = task;
    if (failure.class === "uncertain") {
      this.journal.count("Uncertain");
      // The claim stays: whoever comes with the same id must not send it either.
      if (this.dependencies.settings.onUncertainSend === "hold") return this.#dead(record, failure, task);
    }
    if (failure.class === "opted_out") return this.#suppressed(task, failure);
    await this.claiming.release(task);
    if (failure.class !== "uncertain" && !isTemporary(failure)) return this.#dead(record, failure, task);
    const until = await this.breakers.openFor(task.breakerKeys, failure);
    if (until !== undefined) return this.parked(task, until);
    this.journal.count("Retried", 1, failure.class);
    const seconds = this.#backoff(record, failure.class, copyNumber(task.message.id));
    return this.#again(record, "retry", seconds, { reason: failure.class, error_name: failure.code });
  }

  async #suppressed(task: Task, { class: failureClass, code }: Failure): Promise<Verdict> {
    this.journal.count("Suppressed");
    await this.claiming.finish(task);
    this.journal.result(task, { status: "suppressed", class: failureClass, code });
    this.journal.log(task.record, "suppressed", { reason: failureClass, error_name: code });
    return { record: task.record };
  }

  #isSent(task: Task, outcome: string, messageId: string | undefined): Verdict {
    // A duplicate's is told again: whoever sent it may have been stopped before it could.
    this.journal.result(task, { status: "sent", message_id: messageId });
    this.journal.log(task.record, outcome, { message_id: messageId });
    return { record: task.record, isSent: true };
  }

  async #dead(record: SQSRecord, failure: Failure, task?: Task): Promise<Verdict> {
    try {
      await this.dependencies.lane.deadLetter(record, failure);
    } catch (error) {
      reportFailure(error, taskFields(record, this.dependencies.settings.channel), this.dependencies.observers);
      return this.#again(record, "failed", this.#backoff(record, "transient"));
    }
    this.journal.count("DeadLettered", 1, failure.class);
    if (task) this.journal.result(task, { status: "failed", class: failure.class, code: failure.code });
    this.journal.log(record, "dead_letter", { reason: failure.class, error_name: failure.code });
    return { record };
  }

  #again(record: SQSRecord, outcome: string, seconds: number, fields?: Readonly<Record<string, unknown>>): Verdict {
    this.journal.log(record, outcome, fields);
    return { record, afterSeconds: Math.min(Math.ceil(seconds), MAX_HIDDEN_SECONDS) };
  }

  #backoff(record: SQSRecord, failureClass: FailureClass, copies = 0): number {
    return backoffSeconds(failureClass, receiveCount(record) + copies, this.dependencies.random());
  }

  #secondsUntil(time: number): number {
    return (time - this.dependencies.clock.now()) / 1_000;
  }
}
