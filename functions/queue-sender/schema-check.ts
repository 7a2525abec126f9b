import * as z from "zod/mini";
import { isObject } from "../shared/json";

/** The sentence's end "<path> must be …" as the error of a schema. */
export function must(be: string) {
  return { error: be };
}

/** The same for one of several objects that a field tells apart. */
export function oneKind(be: string) {
  return { error: ({ code }: { code?: string }) => (code === "invalid_type" ? "an object" : be) };
}

/** An object without other fields than these, so that a misspelt field is refused and not left out. */
export function fields<Shape extends z.core.$ZodShape>(shape: Shape) {
  const error = ({ code }: { code?: string }) => (code === "invalid_type" ? "an object" : undefined);
  return z.strictObject(shape, { error });
}

/** How much of a wrong value is shown. */
const SHOWN_CHARACTERS = 60;

/** One sentence for each thing that is wrong with the input: where, what must be, what is. */
export function problems(issues: readonly z.core.$ZodIssue[], input: unknown): string {
  return issues.map((issue) => problem(issue, input)).join(" ");
}

function problem(issue: z.core.$ZodIssue, input: unknown): string {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => JSON.stringify(key)).join(", ");
    return `${path || "The message"} must not have ${names}.`;
  }
  const value = issue.path.reduce<unknown>((parent, key) => (parent as Record<PropertyKey, unknown>)?.[key], input);
  return `${path || "The message"} must be ${issue.message}; got ${shown(value)}.`;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
