import { AwsError } from "./service";

/** The members of an object. @throws AwsError when it is none, with the example that is needed */
export function fields(given: unknown, example: string, name = "The input"): Record<string, unknown> {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Record<string, unknown>;
  throw invalid(`${name} is ${JSON.stringify(given)}; an object such as ${example} is needed.`);
}

/** A value out of a list. @throws AwsError that names what is allowed */
export function oneOf<T extends string>(name: string, given: unknown, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === given);
  if (found !== undefined) return found;
  throw invalid(`${name} is ${JSON.stringify(given)}; allowed are ${allowed.join(", ")}.`);
}

/** A text that passes the check. @throws AwsError that says what is needed */
export function checked(name: string, given: unknown, isValid: (text: string) => boolean, needed: string): string {
  if (typeof given === "string" && isValid(given)) return given;
  throw invalid(`${name} is ${JSON.stringify(given)}; ${needed} is needed.`);
}

/** A number above zero. @throws AwsError that says so */
export function positive(name: string, given: unknown): number {
  if (typeof given === "number" && given > 0) return given;
  throw invalid(`${name} is ${JSON.stringify(given)}; a number above 0 is needed.`);
}

/** A limit above zero; undefined for null, which takes it away. @throws AwsError that says so */
export function limit(name: string, given: unknown): number | undefined {
  if (given === null) return undefined;
  if (typeof given === "number" && given > 0) return given;
  throw invalid(`${name} is ${JSON.stringify(given)}; a number above 0, or null for no limit, is needed.`);
}

/** The refusal of a command's input. */
export function invalid(message: string): AwsError {
  return new AwsError(400, "InvalidCommand", message);
}
