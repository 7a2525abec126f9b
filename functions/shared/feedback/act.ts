import { createHash } from "node:crypto";
import { asError, PermanentError } from "../errors";
import { isSimulatorAddress } from "./address";
import { type Decision, decide, type FeedbackPolicy, type SuppressionReason } from "./decide";
import type { Feedback, FeedbackRecipient } from "./feedback";
import { contactChange, feedbackOutcome } from "./outcome";
import type { Contact, ContactStore, OutcomeBus, ProcessedLedger, SuppressionList } from "./ports";

/** What acting on feedback needs; absent parts are switched off. */
export interface FeedbackDependencies {
  readonly policy: FeedbackPolicy;
  readonly suppressionList: SuppressionList | undefined;
  /** Without contacts soft bounces are remembered nowhere, so they never suppress. */
  readonly contacts: ContactStore | undefined;
  readonly ledger: ProcessedLedger;
  readonly outcomeBus: OutcomeBus | undefined;
}

/** What was done for one recipient. */
export interface RecipientResult {
  readonly recipient: FeedbackRecipient;
  readonly suppressed: SuppressionReason | undefined;
  /** Code of a final refusal by the suppression list. */
  readonly rejected: string | undefined;
  readonly contactUpdated: boolean;
  /** The feedback was counted before. */
  readonly duplicate: boolean;
}

/** A recipient that has to be tried again. */
export interface RecipientFailure {
  readonly recipient: FeedbackRecipient;
  readonly error: Error;
}

/** Newest soft bounces that are kept per contact; the threshold is never higher. */
const MAX_SOFT_BOUNCE_TIMES = 100;
const SECONDS_PER_DAY = 86_400;

/**
 * Acts on a bounce or complaint for each of its recipients. Every step may be repeated, so the whole may be, and what
 * was done is not done again; a failure for one recipient does not keep the others from being handled.
 */
export async function applyFeedback(
  feedback: Feedback,
  dependencies: FeedbackDependencies,
): Promise<(RecipientResult | RecipientFailure)[]> {
  const decision = decide(feedback, dependencies.policy);
  const results: (RecipientResult | RecipientFailure)[] = [];
  for (const recipient of feedback.recipients) {
    try {
      results.push(await applyToRecipient(feedback, decision, recipient, dependencies));
    } catch (error) {
      results.push({ recipient, error: asError(error) });
    }
  }
  return results;
}

/** Key under which a feedback about a recipient is remembered, whichever way it came. */
export function processedKey({ kind, feedbackId }: Feedback, { key }: Pick<FeedbackRecipient, "key">): string {
  return createHash("sha256").update(`${kind}|${feedbackId}|${key}`).digest("hex");
}

async function applyToRecipient(
  feedback: Feedback,
  tableDecision: Decision,
  recipient: FeedbackRecipient,
  { policy, suppressionList, contacts, ledger, outcomeBus }: FeedbackDependencies,
): Promise<RecipientResult> {
  const id = processedKey(feedback, recipient);
  const isSoft = tableDecision.counter === "soft_bounces";
  // All but soft bounces are counted last, so a counted one is done. SES takes about one call a second: a record that
  // comes again, or an object with many of them, has to go on where it stopped.
  if (!isSoft && (await ledger.has(id))) return alreadyDone(recipient);
  const record = () => ledger.record(id, recipient.key, countOf(feedback, tableDecision));
  // A soft bounce is counted before it is weighed, so that of two parallel ones at least one sees both.
  const countedFirst = isSoft ? await record() : undefined;
  const contact = isSoft || tableDecision.suppress === "BOUNCE" ? await contacts?.find(recipient.key) : undefined;
  const decision = isSoft ? await weighSoftBounces(tableDecision, recipient, contact, policy, contacts) : tableDecision;
  const suppression = await suppress(decision, recipient, contact, suppressionList);
  const contactUpdated = (await contacts?.apply(recipient.key, contactChange(feedback, recipient, decision))) ?? false;
  await outcomeBus?.publish(feedbackOutcome(id, feedback, recipient, decision, suppression.suppressed));
  const isNew = countedFirst ?? (await record());
  return { recipient, ...suppression, contactUpdated, duplicate: !isNew };
}

function alreadyDone(recipient: FeedbackRecipient): RecipientResult {
  return { recipient, suppressed: undefined, rejected: undefined, contactUpdated: false, duplicate: true };
}

function countOf(feedback: Feedback, { counter }: Decision) {
  if (counter === undefined) return undefined;
  const occurredAt = Math.floor(Date.parse(feedback.occurredAt) / 1_000);
  return { counter, softBounceAt: counter === "soft_bounces" ? occurredAt : undefined };
}

/** The window ends at the newest soft bounce, so that late deliveries are weighed as if they had come in time. */
async function weighSoftBounces(
  decision: Decision,
  { key }: FeedbackRecipient,
  contact: Contact | undefined,
  policy: FeedbackPolicy,
  contacts: ContactStore | undefined,
): Promise<Decision> {
  const times = contact?.softBounceTimes ?? [];
  const newestFirst = times.toSorted((a, b) => b - a);
  const start = (newestFirst[0] ?? 0) - policy.softBounceWindowDays * SECONDS_PER_DAY;
  const inside = newestFirst.filter((time) => time > start).slice(0, MAX_SOFT_BOUNCE_TIMES);
  if (inside.length < times.length) await contacts?.replaceSoftBounceTimes(key, times, inside.toReversed());
  const isReached = policy.softBounceThreshold > 0 && inside.length >= policy.softBounceThreshold;
  return isReached ? { ...decision, suppress: "BOUNCE", sendAllowed: false } : decision;
}

async function suppress(
  { suppress: reason }: Decision,
  { address }: FeedbackRecipient,
  contact: Contact | undefined,
  list: SuppressionList | undefined,
): Promise<Pick<RecipientResult, "suppressed" | "rejected">> {
  const nothing = { suppressed: undefined, rejected: undefined };
  if (list === undefined || reason === undefined || isSimulatorAddress(address)) return nothing;
  // A complaint is the graver reason; the list keeps only the last one put.
  if (reason === "BOUNCE" && contact?.status === "COMPLAINED") return nothing;
  try {
    await list.put(address, reason);
    return { suppressed: reason, rejected: undefined };
  } catch (error) {
    if (error instanceof PermanentError) return { suppressed: undefined, rejected: error.code };
    throw error;
  }
}
