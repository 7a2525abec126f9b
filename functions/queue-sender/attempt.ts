import type { Limiter } from "../shared/limiter/limiter";
import type { Breakers } from "./breakers";
import type { Claiming } from "./claiming";
import { classify } from "./classify";
import { costOf, type ReadyMessage } from "./cost";
import type { Endings, Verdict } from "./endings";
import type { Failure } from "./failures";
import type { Journal } from "./journal";
import { copyFailedParts, failedParts, failureOfAll } from "./partly-sent";
import type { SenderDependencies, Sent } from "./ports";
import { readyMessage } from "./ready";
import type { Task } from "./tasks";

/** Time kept for a send that was begun and for what follows it, in milliseconds: a request may take 10 s. */
const RESERVE_MS = 12_000;

/** What the attempts of a batch share. */
export interface BatchState {
  readonly endsAt: number;
  readonly breakers: Breakers;
  readonly claiming: Claiming;
  readonly endings: Endings;
  readonly journal: Journal;
}

/** Sends the messages of a batch that share a limiter. */
export class Attempts {
  /** Messages that have not asked for slots yet. */
  #expected: number;

  constructor(
    private readonly limiter: Limiter,
    count: number,
    private readonly state: BatchState,
    private readonly dependencies: SenderDependencies,
  ) {
    this.#expected = count;
    limiter.expect(count);
  }

  /** Tries to send one message. Never throws: what goes wrong is its own ending. */
  async send(task: Task, earlier?: Promise<Verdict>): Promise<Verdict> {
    let cost = 0;
    try {
      // The same id twice in a batch: what became of the first decides.
      if ((await earlier)?.isSent) return this.state.endings.duplicate(task);
      const parkedUntil = this.state.breakers.openUntil(task.breakerKeys);
      if (parkedUntil !== undefined) return this.state.endings.parked(task, parkedUntil);
      const message = await readyMessage(task.message, this.dependencies.contents);
      cost = await costOf(message);
      return await this.#inSlot(task, message, cost);
    } catch (error) {
      return this.state.endings.broken(task.record, error, task);
    } finally {
      if (cost === 0) this.#noLongerExpected(0);
      this.state.journal.tick();
    }
  }

  #noLongerExpected(cost: number): void {
    this.#expected -= 1;
    this.limiter.expect(this.#expected + cost);
  }

  async #inSlot(task: Task, message: ReadyMessage, cost: number): Promise<Verdict> {
    const { claiming, endings, breakers, endsAt } = this.state;
    this.#noLongerExpected(cost);
    const taken = await this.limiter.take(cost, Math.min(endsAt - RESERVE_MS, task.notAfter));
    if (!taken.granted) {
      if (taken.reason === "paused") return endings.parked(task, taken.until);
      return taken.until > task.notAfter ? await endings.expired(task) : endings.unsent(task);
    }
    const until = breakers.openUntil(task.breakerKeys);
    if (until !== undefined) return endings.parked(task, until);
    // Not before the slot: should the function be stopped, only messages of which a call was made are uncertain.
    const claim = await claiming.claim(task);
    if (claim.state === "sent") return endings.duplicate(task, claim.messageId);
    if (claim.state === "held") return endings.held(task, claim.until);
    if (claim.state === "stale") return endings.failed(task, STALE);
    return this.#call(task, message, cost);
  }

  async #call(task: Task, message: ReadyMessage, cost: number): Promise<Verdict> {
    const { channel, clock, observers } = this.dependencies;
    const startedAt = clock.now();
    this.state.journal.count("Attempted");
    let sent: Sent;
    try {
      sent = await channel.send(message);
    } catch (error) {
      return this.#failed(task, classify(error));
    }
    observers.metrics.measure("SendLatencyMs", clock.now() - startedAt);
    observers.metrics.measure("QueueDelayMs", startedAt - Number(task.record.attributes.SentTimestamp));
    return this.#taken(task, sent, cost);
  }

  /** The service took the message, but perhaps not all of its parts. */
  async #taken(task: Task, { messageId, parts = [] }: Sent, cost: number): Promise<Verdict> {
    const failure = failureOfAll(parts);
    if (failure) return this.#failed(task, failure);
    const failed = failedParts(parts);
    const throttled = failed.filter((part) => part.failure.class === "rate").length;
    this.#report(throttled);
    const { breakers, journal, endings } = this.state;
    if (failed.length > 0) await copyFailedParts(task, failed, breakers, journal, this.dependencies);
    return endings.sent(task, messageId, Math.max(cost - failed.length, 1));
  }

  #failed(task: Task, failure: Failure): Promise<Verdict> {
    this.#report(failure.class === "rate" ? 1 : 0);
    return this.state.endings.failed(task, failure);
  }

  #report(throttled: number): void {
    this.limiter.report(throttled > 0 ? "throttled" : "accepted");
    if (throttled > 0) this.state.journal.count("Throttled", throttled);
  }
}

const STALE: Failure = {
  class: "uncertain",
  code: "STALE_CLAIM",
  message: "An earlier call ended while it sent this message; it is not known whether it was sent.",
};
