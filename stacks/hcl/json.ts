/** A JSON value as Terraform's JSON syntax knows it: every string is a template (`"${…}"` is an expression). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object: a body of arguments, or the value of a map or object argument. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a JSON value is an object, neither null nor a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a block argument, which Terraform's JSON syntax writes as one object or as a list of them. */
export function blockBodies(value: Json, path: string): readonly JsonObject[] {
  const bodies: readonly Json[] = Array.isArray(value) ? value : [value];
  return bodies.map((body) => {
    if (isObject(body)) return body;
    throw new Error(
      `${path} must be an object or a list of objects, because it is a nested block; got ${JSON.stringify(body)}.`,
    );
  });
}
