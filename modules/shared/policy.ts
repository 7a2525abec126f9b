import type { IResolvable } from "cdktf";
import { call, hcl } from "./expression";

/** One statement of a policy, in the words of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface Statement {
  /** Says in words what the statement is for. */
  readonly Sid: string;
  /** @default "Allow" */
  readonly Effect?: "Allow" | "Deny";
  readonly Principal?: string | Readonly<Record<string, unknown>>;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Why the statement is as wide as it is; not part of the policy, but of what stands above it. */
  readonly why?: string;
}

/** A statement that stands in the policy only where a condition holds; the condition may be unknown at plan. */
export interface ConditionalStatement {
  readonly when: IResolvable;
  readonly statement: Statement;
}

/** Policy text. Statements with a condition come last. */
export function policyDocument(statements: readonly (Statement | ConditionalStatement)[]): string {
  const always = statements.filter((item) => "Sid" in item).map(complete);
  const sometimes = statements.filter((item) => "when" in item);
  const list =
    sometimes.length === 0
      ? always
      : call("concat", always, ...sometimes.map(({ when, statement }) => hcl`${when} ? [${complete(statement)}] : []`));
  return call("jsonencode", { Version: "2012-10-17", Statement: list }).toString();
}

/** Trust of a role that a service takes on, e.g. `events.amazonaws.com`; without a condition, whoever it acts for. */
export function trust(Sid: string, service: string, Condition?: Statement["Condition"]): string {
  return policyDocument([{ Sid, Principal: { Service: service }, Action: "sts:AssumeRole", Condition }]);
}

/** A role word as part of a Sid: `object_created` is `ObjectCreated`. */
export function sidWord(role: string): string {
  return role.replaceAll(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

/** Refuses calls that come without TLS, whoever makes them. */
export function tlsOnly(action: string, resource: string | readonly string[]): Statement {
  return {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** The reasons of those statements that need one. */
export function reasonsOf(statements: readonly (Statement | ConditionalStatement)[]): string[] {
  return statements
    .map((item) => ("when" in item ? item.statement : item))
    .flatMap(({ Sid, why }) => (why === undefined ? [] : [`${Sid}: ${why}`]));
}

function complete({ Sid, Effect = "Allow", why: _, ...rest }: Statement) {
  return { Sid, Effect, ...rest };
}
