import type { Json } from "../hcl/json";
import type { SynthesizedModule } from "../testing";
import type { PolicyCheck } from "./check";
import { ACTIONS_ON_EVERYTHING, SERVICES_WITHOUT_SOURCE } from "./explained";
import { allowed, demanded, isAttribute, isForEverybody, type Placed, servicesOf } from "./statements";

/** A key's policy lies with its owner; in it, `*` is the key, and AWS names its actions by families. */
const isOfKey = ({ type }: Placed) => type === "output";

/** Allow statements name their actions. */
export const exactActions: PolicyCheck = (module) =>
  allowed(module).flatMap((placed) => {
    const inexact = isOfKey(placed) ? /(^|:)\*$/ : /\*/;
    const { Action, ...rest } = placed.statement;
    const unnamed = [Action ?? []].flat().filter((action) => inexact.test(action));
    const negated = ["NotAction", "NotResource", "NotPrincipal"].filter((element) => element in rest);
    return [
      ...unnamed.map((action) => `${placed.address} allows ${action}; name the actions.`),
      ...negated.map((element) => `${placed.address} allows by ${element}; name what is allowed.`),
    ];
  });

/** The actions that a module allows on every resource. */
export function actionsOnEverything(module: SynthesizedModule): { address: string; action: string }[] {
  return allowed(module)
    .filter((placed) => !isOfKey(placed) && [placed.statement.Resource].flat().includes("*"))
    .flatMap(({ address, statement }) => [statement.Action].flat().map((action) => ({ address, action })));
}

/** Rights are for named resources, but for actions that have none; `main.tf` says why beside them. */
export const exactResources: PolicyCheck = (module) =>
  actionsOnEverything(module)
    .filter(({ action }) => !(action in ACTIONS_ON_EVERYTHING))
    .map(
      ({ address, action }) => `${address} allows ${action} on *; name the resource, or explain it in explained.ts.`,
    );

/** Nothing is allowed to everybody. */
export const namedPrincipals: PolicyCheck = (module) =>
  allowed(module)
    .filter(({ statement }) => isForEverybody(statement))
    .map(({ address, statement }) => `${address} lets everybody ${[statement.Action].flat().join(", ")}.`);

/**
 * The services that a module lets act without saying for whom, with what binds them otherwise.
 *
 * A service is bound by the account, or by ARNs that each hold an account: a bucket's does not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function servicesWithoutSource(module: SynthesizedModule) {
  const principals = allowed(module).flatMap(({ address, statement }) =>
    servicesOf(statement).map((service) => ({
      address,
      service,
      accounts: demanded(statement, "aws:SourceAccount"),
      arns: demanded(statement, "aws:SourceArn"),
      isBoundBy: (key: string) => demanded(statement, key).length > 0,
    })),
  );
  const permissions = module.resources
    .filter(({ type }) => type === "aws_lambda_permission")
    .map(({ address, body }) => ({
      address,
      service: String(body["principal"]),
      accounts: [expression(body["source_account"])],
      arns: [body["source_arn"] ?? []].flat().map(expression),
      isBoundBy: () => false,
    }));
  return [...principals, ...permissions].filter(
    ({ accounts, arns }) =>
      !accounts.includes("local.account_id") && !(arns.length > 0 && arns.every((arn) => holdsAccount(arn))),
  );
}

/** A service acts for this account only. */
export const confusedDeputy: PolicyCheck = (module) =>
  servicesWithoutSource(module)
    .filter(({ service, isBoundBy }) => {
      const explained = SERVICES_WITHOUT_SOURCE[service.split(".")[0] ?? ""];
      return !explained || (explained.boundBy !== undefined && !isBoundBy(explained.boundBy));
    })
    .map(({ address, service }) => `${address} lets ${service} act for any account.`);

function holdsAccount(arn: string): boolean {
  return arn.includes("${local.account_id}") || /^(one\()?aws_(?!s3_bucket\b)\w+\.\w+(\[\*\])?\.arn\)?$/.test(arn);
}

function expression(value: unknown): string {
  return String(value).replace(/^\$\{(.*)\}$/, "$1");
}

/** What refuses calls without TLS, and the actions that it has to refuse. */
const GUARDED: Readonly<Record<string, string>> = {
  aws_sqs_queue: "sqs:*",
  aws_sns_topic_policy: "sns:Publish",
  aws_s3_bucket_policy: "s3:*",
};

/** Queues, topics and buckets refuse calls without TLS, whoever makes them. */
export const tlsOnly: PolicyCheck = (module) =>
  module.resources
    .filter(({ type }) => type in GUARDED)
    .filter(({ address, type }) => {
      const isRefusal = ({ Effect, Principal, Action, Condition }: Placed["statement"]) =>
        Effect === "Deny" &&
        Principal === "*" &&
        Action === GUARDED[type] &&
        JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}';
      return !module.statements(address).some(isRefusal);
    })
    .map(({ address }) => `${address} takes calls without TLS.`);

/** Trust and rights of a role can be read in the module: no policy from elsewhere, none that hides behind a reference. */
export const readablePolicies: PolicyCheck = (module) => {
  const unread = module.resources.flatMap(({ address, body }) =>
    ["policy", "assume_role_policy"]
      .filter((argument) => argument in body && module.statements(address, argument).length === 0)
      .map((argument) => `${address}: ${argument} has no statements that a check could read.`),
  );
  const own = module.addresses.filter((address) => address.startsWith("aws_iam_policy."));
  const isOwn = (arn: Json | undefined) => own.some((address) => isAttribute(arn, address, "arn"));
  const attached = module.resources.filter(
    ({ type, body }) =>
      (/^aws_iam_.*policy_attachment/.test(type) && !isOwn(body["policy_arn"])) || "managed_policy_arns" in body,
  );
  return [...unread, ...attached.map(({ address }) => `${address} grants what a policy outside the module says.`)];
};
