import { fields, invalid, oneOf } from "../command-input";
import type { Command } from "../service";
import { type Address, parseAddress, SIMULATOR_DOMAIN } from "./address";
import {
  BOUNCE_SUB_TYPES,
  bounce,
  complaint,
  DELAYS,
  delay,
  FEEDBACK_TYPES,
  isSimulator,
  type Outcomes,
} from "./outcomes";

/** Commands that decide what an address does with messages. */
export type AddressCommand = "bounce-address" | "complain-address" | "delay-address";

const EXAMPLE = '{"address":"gone@example.com"}';

/**
 * Commands that decide what ordinary addresses do with messages sent to them from now on:
 * `bounce-address {address, bounceType?, bounceSubType?}` (default Permanent, General),
 * `complain-address {address, feedbackType?}` (default abuse; the message is delivered first) and
 * `delay-address {address, delayType?}` (default TransientCommunicationFailure; the message is delivered afterwards).
 */
export function addressCommands(outcomes: Outcomes): Record<AddressCommand, Command> {
  return {
    async "bounce-address"(input) {
      const { address, bounceType = "Permanent", bounceSubType } = fields(input, EXAMPLE);
      const type = oneOf("bounceType", bounceType, keysOf(BOUNCE_SUB_TYPES));
      const subTypes = BOUNCE_SUB_TYPES[type];
      const subType = oneOf<string>("bounceSubType", bounceSubType ?? subTypes[0], subTypes);
      outcomes.command(ordinary(address), [bounce(type, subType)]);
      return { address, bounceType: type, bounceSubType: subType };
    },
    async "complain-address"(input) {
      const { address, feedbackType = "abuse" } = fields(input, EXAMPLE);
      const type = oneOf("feedbackType", feedbackType, FEEDBACK_TYPES);
      outcomes.command(ordinary(address), complaint(type));
      return { address, feedbackType: type };
    },
    async "delay-address"(input) {
      const { address, delayType = "TransientCommunicationFailure" } = fields(input, EXAMPLE);
      const type = oneOf("delayType", delayType, keysOf(DELAYS));
      outcomes.command(ordinary(address), delay(type));
      return { address, delayType: type };
    },
  };
}

function ordinary(given: unknown): Address {
  const address = typeof given === "string" ? parseAddress(given) : undefined;
  if (!address) throw invalid(`address is ${JSON.stringify(given)}; an e-mail address is needed.`);
  if (isSimulator(address))
    throw invalid(`address is ${address.text}; addresses at ${SIMULATOR_DOMAIN} have outcomes of their own.`);
  return address;
}

function keysOf<T extends object>(value: T): (keyof T & string)[] {
  return Object.keys(value) as (keyof T & string)[];
}
