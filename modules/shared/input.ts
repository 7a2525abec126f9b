import type { IResolvable } from "cdktf";
import { quote } from "./expression";

/** The Terraform types an input may have; inputs are flat so that plans, forms and workspaces stay readable. */
export type InputType = "string" | "number" | "bool" | "list(string)" | "set(string)" | "map(string)" | "map(number)";

/** What a check tests, in both worlds. */
export interface Check {
  /** Completes `<input> must be …`. */
  readonly mustBe: string;
  /** The condition over a reference such as `var.log_level`, as HCL. */
  readonly condition: (reference: string) => string;
  /** The same condition over a plain value. */
  readonly accepts: (value: never) => boolean;
  /** A value the check refuses; the refusal tests of both worlds use it. */
  readonly refused: unknown;
}

/** One input of a module: the source of its HCL variable, its TypeScript prop and its line in the README. */
export interface Input<Type extends InputType = InputType, Fallback = unknown> {
  readonly type: Type;
  /** Undefined: the caller has to give a value. Null: the input may be absent. */
  readonly default: Fallback;
  readonly description: string;
  readonly check?: Check;
  /** Null means something else than the default; without a default of its own an input is nullable anyway. */
  readonly nullable?: boolean;
  /** Starts a group of inputs under this title. */
  readonly section?: string;
}

/** The inputs of a module, by the name of the TypeScript prop. */
export type Inputs = Readonly<Record<string, Input>>;

/** A condition over several inputs. */
export interface Rule {
  /** The input that the error is reported for. */
  readonly input: string;
  /** The whole error text, a sentence. */
  readonly message: string;
  /** The condition as HCL over `var.<name>`. */
  readonly condition: string;
  /** The same condition over props with their defaults; called only when no prop is a token. */
  readonly accepts: (values: Readonly<Record<string, unknown>>) => boolean;
  /** Props that the rule refuses; the refusal tests of both worlds use them. */
  readonly refused: Readonly<Record<string, unknown>>;
}

interface ValueOf {
  string: string;
  number: number;
  bool: boolean | IResolvable;
  "list(string)": readonly string[];
  "set(string)": readonly string[];
  "map(string)": Readonly<Record<string, string>>;
  "map(number)": Readonly<Record<string, number>>;
}

type OptionalNames<Definitions extends Inputs> = {
  [Name in keyof Definitions]: undefined extends Definitions[Name]["default"] ? never : Name;
}[keyof Definitions];

/** The TypeScript props of a module: inputs without a default are required, null and undefined mean the same. */
export type PropsOf<Definitions extends Inputs> = {
  readonly [Name in Exclude<keyof Definitions, OptionalNames<Definitions>>]: ValueOf[Definitions[Name]["type"]];
} & {
  readonly [Name in OptionalNames<Definitions>]?: ValueOf[Definitions[Name]["type"]] | null | undefined;
};

/** Props with the defaults filled in; an absent value is undefined. */
export type ValuesOf<Definitions extends Inputs> = {
  readonly [Name in keyof Definitions]:
    | ValueOf[Definitions[Name]["type"]]
    | (null extends Definitions[Name]["default"] ? undefined : never);
};

interface Definition<Fallback> {
  readonly default: Fallback;
  readonly description: string;
  readonly check?: Check;
}

type Builder<Type extends InputType> = <const Fallback extends ValueOf[Type] | null | undefined>(
  definition: Definition<Fallback>,
) => Input<Type, Fallback>;

function builder<Type extends InputType>(type: Type): Builder<Type> {
  return (definition) => ({ type, ...definition });
}

/** Builders of inputs, one for each Terraform type. */
export const input = {
  string: builder("string"),
  number: builder("number"),
  bool: builder("bool"),
  listOfStrings: builder("list(string)"),
  setOfStrings: builder("set(string)"),
  mapOfStrings: builder("map(string)"),
  mapOfNumbers: builder("map(number)"),
};

/** Makes null a value of an input that has another default. */
export function orNull<Type extends InputType, Fallback>(
  definition: Input<Type, Fallback>,
): Input<Type, Fallback | null> {
  return { ...definition, nullable: true };
}

/** Makes the caller give an input that other modules can do without; its text no longer speaks of null. */
export function required<Type extends InputType>(
  { default: _, ...definition }: Input<Type, unknown>,
  description: string,
): Input<Type, undefined> {
  return { ...definition, default: undefined, description };
}

/** Puts a title above a group of inputs in `variables.tf` and in the README. */
export function section<const Group extends Inputs>(title: string, group: Group): Group {
  const [first, ...rest] = Object.entries(group);
  if (!first) throw new Error(`Section "${title}" has no inputs.`);
  return Object.fromEntries([[first[0], { ...first[1], section: title }], ...rest]) as Group;
}

/** A string that matches a pattern. The pattern has to mean the same in RE2 and in JavaScript. */
export function matches(pattern: RegExp, mustBe: string, refused: string): Check {
  return {
    mustBe,
    condition: (reference) => `can(regex(${quote(pattern.source.replaceAll("\\/", "/"))}, ${reference}))`,
    accepts: (value: string) => pattern.test(value),
    refused,
  };
}

/** A string out of a list. */
export function oneOf(...values: readonly string[]): Check {
  return {
    mustBe: enumeration(values),
    condition: (reference) => `contains([${values.map(quote).join(", ")}], ${reference})`,
    accepts: (value: string) => values.includes(value),
    refused: "nonsense",
  };
}

/** A whole or broken number within bounds, both included. */
export function between(minimum: number, maximum: number): Check {
  return {
    mustBe: `${minimum} to ${maximum}`,
    condition: (reference) => `${reference} >= ${minimum} && ${reference} <= ${maximum}`,
    accepts: (value: number) => value >= minimum && value <= maximum,
    refused: minimum - 1,
  };
}

/** A number with a lower bound. */
export function atLeast(minimum: number): Check {
  return {
    mustBe: `at least ${minimum}`,
    condition: (reference) => `${reference} >= ${minimum}`,
    accepts: (value: number) => value >= minimum,
    refused: minimum - 1,
  };
}

/** A list or set whose elements all pass a check. */
export function each(check: Check, mustBe = check.mustBe): Check {
  return {
    mustBe,
    condition: (reference) => `alltrue([for item in ${reference} : ${check.condition("item")}])`,
    accepts: (values: readonly string[]) => values.every((value) => check.accepts(value as never)),
    refused: [check.refused],
  };
}

/** Alternatives as text: `a, b or c`. */
export function enumeration(values: readonly (string | number)[]): string {
  return [values.slice(0, -1).join(", "), values.at(-1)].filter((part) => part !== "").join(" or ");
}

/** A list or set of values out of a list. */
export function someOf(...values: readonly string[]): Check {
  return each(oneOf(...values), `some of ${enumeration(values)}`);
}
