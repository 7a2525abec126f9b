import { EventType } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { simulated } from "./simulator";

/** What kind of message it is: the first word of its event types. */
export type Kind = "TEXT" | "MEDIA" | "VOICE" | "RCS";

/** A status of a message: the rest of its event type, e.g. `CARRIER_BLOCKED`. */
export type Status = string;

/** What happens to an ordinary message. */
const LIVES: Readonly<Record<Kind, readonly Status[]>> = {
  TEXT: ["QUEUED", "SUCCESSFUL", "DELIVERED"],
  MEDIA: ["QUEUED", "SUCCESSFUL", "DELIVERED"],
  VOICE: ["INITIATED", "RINGING", "ANSWERED", "COMPLETED"],
  RCS: ["QUEUED", "SENT", "DELIVERED"],
};

/** How a message fails when nothing nearer is known. */
const FAILED: Readonly<Record<Kind, Status>> = {
  TEXT: "UNREACHABLE",
  MEDIA: "UNREACHABLE",
  VOICE: "NO_ANSWER",
  RCS: "FAILED",
};

/** Statuses that are no failure of the recipient's side, or need what the sandbox has not (protect configurations). */
const NOT_COMMANDED = [
  "ALL",
  "PENDING",
  "READ",
  "PROTECT_BLOCKED",
  "FALLEN_BACK_TO_SMS",
  ...Object.values(LIVES).flat(),
];

const commandable = (kind: Kind): Status[] =>
  Object.values(EventType)
    .filter((type) => type.startsWith(`${kind}_`))
    .map((type) => type.slice(kind.length + 1))
    .filter((status) => !NOT_COMMANDED.includes(status));

/** The failures that a command may ask for, by kind of message. */
export const FAILURES: Readonly<Record<Kind, readonly Status[]>> = {
  TEXT: commandable("TEXT"),
  MEDIA: commandable("MEDIA"),
  VOICE: commandable("VOICE"),
  RCS: commandable("RCS"),
};

/** Decides what becomes of messages; ordinary numbers receive them until a command says otherwise. */
export class Outcomes {
  readonly #commanded = new Map<string, Status>();

  /** From now on messages to the number fail so, or in their kind's own way if it has no such status. */
  fail(number: string, status: Status): void {
    this.#commanded.set(number, status);
  }

  /**
   * The statuses that a message goes through. The simulator has texts and media only; which failure its failing numbers
   * report is not documented.
   */
  of(kind: Kind, number: string): readonly Status[] {
    const simulation = kind === "TEXT" || kind === "MEDIA" ? simulated(number) : undefined;
    if (simulation === "success") return ["SUCCESSFUL"];
    if (simulation === "failure") return [FAILED[kind]];
    const commanded = this.#commanded.get(number);
    if (commanded === undefined) return LIVES[kind];
    return [LIVES[kind][0] as Status, FAILURES[kind].includes(commanded) ? commanded : FAILED[kind]];
  }

  /** All numbers receive again. */
  reset(): void {
    this.#commanded.clear();
  }
}
