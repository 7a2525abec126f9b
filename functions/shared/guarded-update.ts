/** Attributes of an item by name; undefined ones are left out of an update. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A condition of an update: the attribute is absent, or compares so with the value. */
export interface Guard {
  readonly attribute: string;
  readonly operator: "<=" | ">" | "=";
  readonly value: unknown;
}

/**
 * The expressions of an UpdateItem that sets attributes when every guard holds, and `onlyIfAbsent` ones that the item
 * lacks. All names are placeholders, as many (`status`, `source`) are reserved words.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function guardedUpdate(set: Attributes, guards: readonly Guard[], onlyIfAbsent: Attributes = {}) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const bind = (attribute: string, value: unknown, suffix = "") => {
    names[`#${attribute}`] = attribute;
    values[`:${attribute}${suffix}`] = value;
    return [`#${attribute}`, `:${attribute}${suffix}`] as const;
  };
  const given = (attributes: Attributes) => Object.entries(attributes).filter(([, value]) => value !== undefined);
  const assignments = given(set).map(([attribute, value]) => bind(attribute, value).join(" = "));
  for (const [attribute, value] of given(onlyIfAbsent)) {
    const [name, placeholder] = bind(attribute, value);
    assignments.push(`${name} = if_not_exists(${name}, ${placeholder})`);
  }
  const conditions = guards.map(({ attribute, operator, value }) => {
    const [name, placeholder] = bind(attribute, value, "_guard");
    return `(attribute_not_exists(${name}) OR ${name} ${operator} ${placeholder})`;
  });
  return {
    UpdateExpression: `SET ${assignments.join(", ")}`,
    // DynamoDB takes no empty condition.
    ConditionExpression: conditions.length > 0 ? conditions.join(" AND ") : undefined,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
