import { AwsError, type Command } from "../service";
import { type Address, parseAddress, SIMULATOR_DOMAIN } from "./address";
import { BOUNCE_SUB_TYPES, bounce, complaint, FEEDBACK_TYPES, isSimulator, type Outcomes } from "./outcomes";

/**
 * Commands that decide what ordinary addresses do with messages sent to them from now on:
 * `bounce-address {address, bounceType?, bounceSubType?}` (default Permanent, General) and
 * `complain-address {address, feedbackType?}` (default abuse; the message is delivered first).
 */
export function addressCommands(outcomes: Outcomes): Record<"bounce-address" | "complain-address", Command> {
  return {
    async "bounce-address"(input) {
      const { address, bounceType = "Permanent", bounceSubType } = fields(input);
      const type = oneOf("bounceType", bounceType, Object.keys(BOUNCE_SUB_TYPES)) as keyof typeof BOUNCE_SUB_TYPES;
      const subTypes = BOUNCE_SUB_TYPES[type];
      const subType = oneOf("bounceSubType", bounceSubType ?? subTypes[0], subTypes);
      outcomes.command(ordinary(address), [bounce(type, subType)]);
      return { address, bounceType: type, bounceSubType: subType };
    },
    async "complain-address"(input) {
      const { address, feedbackType = "abuse" } = fields(input);
      const type = oneOf("feedbackType", feedbackType, FEEDBACK_TYPES);
      outcomes.command(ordinary(address), complaint(type));
      return { address, feedbackType: type };
    },
  };
}

function fields(input: unknown): Record<string, unknown> {
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  throw invalid(`The input is ${JSON.stringify(input)}; an object such as {"address":"gone@example.com"} is needed.`);
}

function ordinary(given: unknown): Address {
  const address = typeof given === "string" ? parseAddress(given) : undefined;
  if (!address) throw invalid(`address is ${JSON.stringify(given)}; an e-mail address is needed.`);
  if (isSimulator(address))
    throw invalid(`address is ${address.text}; addresses at ${SIMULATOR_DOMAIN} have outcomes of their own.`);
  return address;
}

function oneOf(name: string, given: unknown, allowed: readonly string[]): string {
  const found = allowed.find((value) => value === given);
  if (found !== undefined) return found;
  throw invalid(`${name} is ${JSON.stringify(given)}; allowed are ${allowed.join(", ")}.`);
}

function invalid(message: string): AwsError {
  return new AwsError(400, "InvalidCommand", message);
}
