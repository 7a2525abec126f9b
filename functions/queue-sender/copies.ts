import type { LaneMessage } from "./message";
import type { Task } from "./tasks";

/** Why a copy is made: to be sent again, or as a dead letter. */
type Purpose = "retry" | "failed";

const SUFFIX = /#(?:retry|failed)-(\d+)$/;

/** How many copies came before this one. */
export function copyNumber(id: string): number {
  return Number(SUFFIX.exec(id)?.[1] ?? 0);
}

/**
 * The body of a message with only these parts of one that was sent in part: numbers of bulk entries, or addresses of
 * Pinpoint. It has an id of its own, and may not live longer than the whole.
 */
export function copyOf({ message, notAfter }: Task, parts: readonly string[], purpose: Purpose): string {
  const id = `${message.id.replace(SUFFIX, "")}#${purpose}-${copyNumber(message.id) + 1}`;
  return JSON.stringify({ ...withParts(message, parts), id, not_after: new Date(notAfter).toISOString() });
}

function withParts(message: LaneMessage, parts: readonly string[]): LaneMessage {
  if (message.channel === "pinpoint") {
    const addresses = Object.entries(message.pinpoint.addresses).filter(([address]) => parts.includes(address));
    return { ...message, pinpoint: { ...message.pinpoint, addresses: Object.fromEntries(addresses) } };
  }
  if (message.channel !== "ses") return message;
  const { content } = message.ses;
  if (content.kind === "bulk") {
    const entries = content.entries.filter((_, index) => parts.includes(String(index)));
    return { ...message, ses: { ...message.ses, content: { ...content, entries } } };
  }
  if (content.kind !== "s3") return message;
  // The entries stay in their object, as they may be too large for the queue.
  const entries = parts.map((part) => content.entries?.[Number(part)] ?? Number(part));
  return { ...message, ses: { ...message.ses, content: { ...content, entries } } };
}
