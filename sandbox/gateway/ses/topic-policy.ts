/** What SES presents when it publishes to a topic. */
export interface Publication {
  readonly topicArn: string;
  readonly sourceAccount: string;
  /** ARN of the identity or configuration set that the message comes from. */
  readonly sourceArn: string;
}

/** What SES wants to do with somebody's resource. */
export interface SesRequest {
  /** In lower case, e.g. `sns:publish`. */
  readonly action: string;
  readonly resource: string;
  readonly sourceAccount: string;
  /** ARN of the identity, configuration set or receipt rule that it does it for. */
  readonly sourceArn: string;
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The principal that SES is in policies. */
export const SES = "ses.amazonaws.com";

/** Whether a topic's policy lets `ses.amazonaws.com` publish. */
export function allowsPublish(policy: string, { topicArn, ...source }: Publication): boolean {
  return allowsSes(policy, { action: "sns:publish", resource: topicArn, ...source });
}

/**
 * Whether a resource's policy lets `ses.amazonaws.com` do something. SES sends `aws:SourceAccount`, `aws:SourceArn` and
 * (for the policy that SNS gives new topics) `aws:SourceOwner`, over TLS. What this function does not know never allows
 * and always denies: operators other than the six below, other keys, NotPrincipal, NotAction, NotResource.
 * https://docs.aws.amazon.com/ses/latest/dg/configure-sns-notifications.html
 */
export function allowsSes(policy: string, request: SesRequest): boolean {
  const { Statement: given = [] } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
  const statements = Array.isArray(given) ? given : [given];
  const context = new Map([
    ["aws:sourceaccount", request.sourceAccount],
    ["aws:sourcearn", request.sourceArn],
    ["aws:sourceowner", request.sourceAccount],
    ["aws:securetransport", "true"],
  ]);
  const applies = (statement: Statement, unknown: boolean) =>
    matches(statement.Principal, isSes, unknown) &&
    matches(statement.Action, (action) => like(action.toLowerCase(), request.action), unknown) &&
    matches(statement.Resource, (resource) => like(resource, request.resource), unknown) &&
    conditionsHold(statement.Condition ?? {}, context, unknown);
  return (
    statements.some((statement) => statement.Effect === "Allow" && applies(statement, false)) &&
    !statements.some((statement) => statement.Effect === "Deny" && applies(statement, true))
  );
}

/** Principals are `"*"` or lists by kind; `AWS: "*"` means everybody, services included. */
function isSes(principal: string): boolean {
  return principal === "*" || principal === SES;
}

function matches(element: unknown, test: (value: string) => boolean, unknown: boolean): boolean {
  if (element === undefined) return unknown;
  if (typeof element === "object" && element !== null && !Array.isArray(element))
    return Object.values(element).flat().map(String).some(test);
  return [element].flat().map(String).some(test);
}

type Operator = (wanted: string, actual: string) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual,
  StringNotEquals: (wanted, actual) => wanted !== actual,
};

function conditionsHold(
  conditions: NonNullable<Statement["Condition"]>,
  context: ReadonlyMap<string, string>,
  unknown: boolean,
): boolean {
  return Object.entries(conditions).every(([name, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const operator = OPERATORS[name];
      const actual = context.get(key.toLowerCase());
      if (!operator || actual === undefined) return unknown;
      const values = [wanted].flat().map(String);
      const test = (value: string) => operator(value, actual);
      return name === "StringNotEquals" ? values.every(test) : values.some(test);
    }),
  );
}

function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}
