import type { Breakers } from "./breakers";
import { copyNumber, copyOf } from "./copies";
import { backoffSeconds, type Failure, isTemporary, PAUSES_MS } from "./failures";
import type { Journal } from "./journal";
import type { SenderDependencies, SentPart } from "./ports";
import { receiveCount, type Task } from "./tasks";

/** A part that was not sent. */
export interface FailedPart {
  readonly part: string;
  readonly failure: Failure;
}

/** Longest that SQS delays a new message. */
const MAX_DELAY_SECONDS = 900;

/** Parts that were not sent. */
export function failedParts(parts: readonly SentPart[]): FailedPart[] {
  return parts.flatMap(({ part, failure }) => (failure ? [{ part, failure }] : []));
}

/** What a message failed of when all its parts failed alike, so that the whole can be handled as one. */
export function failureOfAll(parts: readonly SentPart[]): Failure | undefined {
  const failed = failedParts(parts);
  const [first, ...others] = failed;
  if (!first || failed.length < parts.length) return undefined;
  return others.every(({ failure }) => fateOf(failure) === fateOf(first.failure)) ? first.failure : undefined;
}

type Fate = "retry" | "failed" | "suppressed";

function fateOf(failure: Failure): Fate {
  if (failure.class === "opted_out") return "suppressed";
  return isTemporary(failure) ? "retry" : "failed";
}

/**
 * Deals with the parts of a message that were not sent, while the others were: a copy with those that may succeed later
 * goes to the lane, one with those that never will to the dead letters. The message itself is deleted after that.
 */
export async function copyFailedParts(
  task: Task,
  failed: readonly FailedPart[],
  breakers: Breakers,
  journal: Journal,
  { lane, random }: SenderDependencies,
): Promise<void> {
  const ofFate = (fate: Fate) => failed.filter(({ failure }) => fateOf(failure) === fate);
  const names = (parts: readonly FailedPart[]) => parts.map(({ part }) => part);
  for (const { failure } of failed) await breakers.openFor(task.breakerKeys, failure);
  const retried = ofFate("retry");
  const [again] = retried;
  if (again) {
    const tries = receiveCount(task.record) + copyNumber(task.message.id);
    const pause = (PAUSES_MS[again.failure.class] ?? 0) / 1_000;
    const seconds = Math.max(pause, backoffSeconds(again.failure.class, tries, random()));
    await lane.enqueue(copyOf(task, names(retried), "retry"), Math.min(Math.ceil(seconds), MAX_DELAY_SECONDS));
    journal.count("Retried", retried.length, again.failure.class);
  }
  const refused = ofFate("failed");
  const [dead] = refused;
  if (dead) {
    await lane.deadLetter(task.record, dead.failure, copyOf(task, names(refused), "failed"));
    journal.count("DeadLettered", 1, dead.failure.class);
  }
  const suppressed = ofFate("suppressed").length;
  if (suppressed > 0) journal.count("Suppressed", suppressed);
}
