import { Token } from "cdktf";
import type { Check, Inputs, PropsOf, Rule, ValuesOf } from "./input";

/** The name of a TypeScript prop in HCL: `kmsKeyArn` is `kms_key_arn`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Where every error about an input sends its reader. */
const READ_ON = "See Inputs in this module's README.";

/** The error of a check; `got` is the value as JSON text, or in HCL the expression that makes it. */
export function checkMessage(name: string, check: Check, got: string): string {
  return `${name} must be ${check.mustBe}; got ${got}. ${READ_ON}`;
}

/** The error of a rule over several inputs. */
export function ruleMessage(rule: Rule): string {
  return `${rule.message} ${READ_ON}`;
}

/** JSON text as Terraform's `jsonencode` writes it, so that both worlds report a value alike. */
export function jsonencode(value: unknown): string {
  const escapes: Record<string, string> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" };
  return JSON.stringify(value, (_, item) => (isRecord(item) ? Object.fromEntries(sorted(item)) : item)).replace(
    /[<>&]/g,
    (character) => escapes[character] ?? character,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
}

/** Wrong props of a construct: every contradiction at once, in the words of the HCL module. */
export class InvalidInputsError extends Error {
  override readonly name = "InvalidInputsError";

  constructor(
    construct: string,
    /** One sentence for each wrong input. */
    readonly problems: readonly string[],
  ) {
    super(`${construct}:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
}

/**
 * Fills in the defaults and checks what can be checked before plan. Tokens (references to what Terraform knows
 * later) are not looked into.
 *
 * @throws InvalidInputsError naming every wrong input.
 */
export function resolveProps<Definitions extends Inputs>(
  construct: string,
  inputs: Definitions,
  rules: readonly Rule[],
  props: PropsOf<Definitions>,
): ValuesOf<Definitions> {
  const given: Readonly<Record<string, unknown>> = props;
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, definition]) => [name, resolvedValue(definition, given[name])]),
  );
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  const problems = [
    ...unknown.map((name) => `${name} is not an input; the inputs are ${Object.keys(inputs).join(", ")}. ${READ_ON}`),
    ...Object.entries(inputs).flatMap(([name, definition]) => checkProblems(name, definition, values[name])),
    ...rules
      .filter((rule) => !Object.values(values).some(isToken) && !rule.accepts(values))
      .map((rule) => ruleMessage(rule)),
  ];
  if (problems.length > 0) throw new InvalidInputsError(construct, problems);
  return values as ValuesOf<Definitions>;
}

function resolvedValue(definition: Inputs[string], given: unknown): unknown {
  if (given === null && definition.nullable) return undefined;
  return given ?? definition.default ?? undefined;
}

/** The values that a contained module has inputs for. */
export function pickProps<Definitions extends Inputs>(
  inputs: Definitions,
  values: Readonly<Record<string, unknown>>,
): PropsOf<Definitions> {
  return Object.fromEntries(Object.keys(inputs).map((name) => [name, values[name]])) as PropsOf<Definitions>;
}

function checkProblems(name: string, definition: Inputs[string], value: unknown): string[] {
  if (value === undefined) {
    return definition.default === undefined ? [`${snakeCase(name)} is required. ${READ_ON}`] : [];
  }
  if (!definition.check || isToken(value)) return [];
  const isValid = definition.check.accepts(value as never);
  const shown = definition.type === "set(string)" ? [...new Set(value as string[])].sort() : value;
  return isValid ? [] : [checkMessage(snakeCase(name), definition.check, jsonencode(shown))];
}

function isToken(value: unknown): boolean {
  return Token.isUnresolved(value) || (Array.isArray(value) && value.some((item) => Token.isUnresolved(item)));
}
