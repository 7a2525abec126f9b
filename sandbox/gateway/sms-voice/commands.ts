import { checked, invalid, oneOf } from "../command-input";
import type { Command } from "../service";
import type { Message } from "./events";
import { FAILURES, type Outcomes } from "./outcomes";
import { simulated } from "./simulator";

const STATUSES = [...new Set(Object.values(FAILURES).flat())].sort();

/**
 * Commands about messages: `fail-number {number, status?}` decides that messages to an ordinary number fail from now on
 * (default UNREACHABLE), `sent-messages` answers with every message that was accepted.
 */
export function messageCommands(
  outcomes: Outcomes,
  sent: () => readonly Message[],
): Record<"fail-number" | "sent-messages", Command> {
  return {
    async "fail-number"(input) {
      const { number: given, status = "UNREACHABLE" } = (input ?? {}) as Record<string, unknown>;
      const number = checked("number", given, isNumber, "a number such as +447700900123");
      if (simulated(number)) throw invalid(`number is ${number}; the simulator's numbers have outcomes of their own.`);
      const known = oneOf("status", status, STATUSES);
      outcomes.fail(number, known);
      return { number, status: known };
    },
    async "sent-messages"() {
      return { messages: sent() };
    },
  };
}

/** Whether a text is a number in E.164. */
export function isNumber(text: string): boolean {
  return /^\+[1-9]\d{1,18}$/.test(text);
}
