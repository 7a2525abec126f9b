import type { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import { hcl, verbatim } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import type { Statement } from "../shared/policy";
import { local } from "../shared/scope";
import type { inputs } from "./inputs";

/** The element that the expressions below go through. */
const sender = verbatim("sender").toString();

/**
 * The right to send replies, and from the addresses only that replies can come from.
 *
 * SES asks for the identity that it sends with: the address itself where it is verified, else its domain or one above
 * it. https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
export function sendReplies(
  scope: Construct,
  deployment: Deployment,
  { fromAddress, recipients, configurationSetName }: ValuesOf<typeof inputs>,
): Statement {
  const given = hcl`[for recipient in ${recipients} : lower(recipient)]`;
  const ofFrom = hcl`[regex("[^<>\\s]+@[^<>\\s]+", ${fromAddress})]`;
  const senders = local(scope, "reply_senders", hcl`${fromAddress} == null ? ${given} : ${ofFrom}`).expression;
  // As they may stand in From: an address, any address of a domain, or any of its sub-domains.
  const ofDomain = hcl`startswith(${sender}, ".") ? ${`*@*${sender}`} : ${`*@${sender}`}`;
  const addresses = hcl`[for sender in ${senders} : strcontains(${sender}, "@") ? ${sender} : ${ofDomain}]`;
  const patterns = local(
    scope,
    "reply_address_patterns",
    hcl`length(${senders}) == 0 ? ["*"] : ${addresses}`,
  ).expression;
  const domain = hcl`split(".", trimprefix(element(reverse(split("@", ${sender})), 0), "."))`;
  const labels = local(scope, "reply_domain_labels", hcl`[for sender in ${senders} : ${domain}]`).expression;
  const list = verbatim("labels");
  const parents = hcl`[for first in range(length(${list}) - 1) : join(".", slice(${list}, first, length(${list})))]`;
  const below = hcl`[for sender in ${senders} : ${`*${sender}`} if startswith(${sender}, ".")]`;
  const domains = hcl`flatten([for labels in ${labels} : ${parents}])`;
  const identities = local(
    scope,
    "reply_identities",
    hcl`distinct(concat(${patterns}, ${domains}, ${below}))`,
  ).expression;
  const identityArn = deployment.arn("ses", `identity/${verbatim("identity")}`);
  const setArn = deployment.arn("ses", `configuration-set/${configurationSetName}`);
  return {
    Sid: "SendReplies",
    Action: "ses:SendEmail",
    Resource: hcl`concat([for identity in ${identities} : ${identityArn}], ${configurationSetName} == null ? [] : [${setArn}])`,
    Condition: { StringLike: { "ses:FromAddress": patterns } },
  };
}
