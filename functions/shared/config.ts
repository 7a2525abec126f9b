import * as z from "zod/mini";
import { ConfigurationError } from "./errors";
import { isObject, parsedJson } from "./json";

const mustBe = (text: string) => ({ error: text });

/** A variable holding any non-empty text; `what` completes the sentence "<VARIABLE> must be …". */
export function text(what: string) {
  return z.string(mustBe(what)).check(z.minLength(1, mustBe(what)));
}

/** A variable holding `true` or `false`. */
export function flag() {
  return z.pipe(
    z.enum(["true", "false"], mustBe("true or false")),
    z.transform((value) => value === "true"),
  );
}

/** A variable holding a whole number from `min` to `max`, both included. */
export function wholeNumber(min: number, max: number) {
  const what = mustBe(`a whole number from ${min} to ${max}`);
  const inRange = (value: string) => /^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max;
  return z.pipe(z.string(what).check(z.refine(inRange, what)), z.transform(Number));
}

/** A variable holding a number above 0 of so many things per second. */
export function rate() {
  const what = mustBe("a number above 0");
  return z.pipe(z.string(what).check(z.refine((value) => isRate(Number(value)), what)), z.transform(Number));
}

/** A variable holding rates by name, as JSON. */
export function mapOfRates() {
  const what = mustBe("a JSON object of numbers above 0");
  const isMap = (value: unknown) => isObject(value) && Object.values(value).every(isRate);
  const variable = z.string(what).check(z.refine((value) => isMap(parsedJson(value)), what));
  return z.pipe(
    variable,
    z.transform((value) => parsedJson(value) as Readonly<Record<string, number>>),
  );
}

function isRate(value: unknown): boolean {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

/** A variable holding one of the named values. */
export function oneOf<const Value extends string>(...values: readonly Value[]) {
  return z.enum(values, mustBe(`one of ${values.join(", ")}`));
}

/** A variable holding a JSON list of texts, such as `["a", "b"]`. */
export function listOfTexts() {
  const what = mustBe("a JSON list of texts");
  const list = z.array(z.string(what), what);
  return z.pipe(z.string(what), z.pipe(z.transform(parsedJson), list));
}

/** The variables every function has (Powertools reads its own; they are listed so that a missing one is named). */
export const commonVariables = {
  POWERTOOLS_SERVICE_NAME: text("the module's id"),
  POWERTOOLS_METRICS_NAMESPACE: text("the metrics namespace"),
  DEPLOYMENT: text("the deployment's name prefix"),
};

/**
 * Reads the environment through a schema of variables. Call it once, at module scope: a wrong environment then stops
 * the function before it takes an event. An absent optional variable is `undefined`.
 *
 * @throws ConfigurationError naming every variable that is missing or wrong, what it holds and what is allowed
 */
export function readConfig<Shape extends z.core.$ZodShape>(
  variables: Shape,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodMiniObject<Shape>> {
  const result = z.safeParse(z.object(variables), environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const given = environment[name] === undefined ? "nothing" : JSON.stringify(environment[name]);
    return `${name} must be ${issue.message}; got ${given}.`;
  });
  throw new ConfigurationError(`${problems.join(" ")} See Inputs in this module's README.`);
}
