import { unescapeXml } from "../protocol";
import { AwsError, type Cloud } from "../service";
import { domainAndParents, parseAddress } from "./address";
import { askQuery, identityNames } from "./ministack";
import type { Scope } from "./state";

/** What a rule does with a mail: the action's fields by name, e.g. `FunctionArn`. */
export interface ReceiptAction {
  /** E.g. `LambdaAction`. */
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A rule for inbound mail: https://docs.aws.amazon.com/ses/latest/APIReference/API_ReceiptRule.html */
export interface ReceiptRule {
  readonly name: string;
  readonly enabled: boolean;
  readonly scanEnabled: boolean;
  readonly tlsPolicy: string;
  /** Addresses, `example.com`, or `.example.com`; none means every verified domain. */
  readonly recipients: readonly string[];
  readonly actions: readonly ReceiptAction[];
}

/** The rule set that inbound mail goes through. */
export interface RuleSet {
  readonly name: string;
  readonly rules: readonly ReceiptRule[];
}

/** The active rule set, as MiniStack keeps it; undefined when there is none. @throws AwsError when MiniStack refuses */
export async function activeRuleSet(cloud: Cloud, region: string): Promise<RuleSet | undefined> {
  const form = { Action: "DescribeActiveReceiptRuleSet", Version: "2010-12-01" };
  const reply = await askQuery(cloud, "ses", region, form);
  const xml = reply.body.toString();
  if (reply.status !== 200) throw new AwsError(reply.status, "InternalFailure", `MiniStack answered ${xml}`);
  const name = textIn(inner(xml, "Metadata") ?? "", "Name");
  if (name === undefined) return undefined;
  return { name, rules: membersOf(inner(xml, "Rules") ?? "").map(ruleOf) };
}

function ruleOf(xml: string): ReceiptRule {
  const actions = inner(xml, "Actions") ?? "";
  const rest = xml.replace(actions, "");
  return {
    name: textIn(rest, "Name") ?? "",
    enabled: textIn(rest, "Enabled") === "true",
    scanEnabled: textIn(rest, "ScanEnabled") === "true",
    tlsPolicy: textIn(rest, "TlsPolicy") ?? "Optional",
    recipients: membersOf(inner(rest, "Recipients") ?? "").map(unescapeXml),
    actions: membersOf(actions).map(actionOf),
  };
}

function actionOf(xml: string): ReceiptAction {
  const [, type = "", content = ""] = /^<(\w+)>(.*)<\/\1>$/s.exec(xml.trim()) ?? [];
  const fields = [...content.matchAll(/<(\w+)>([^<]*)<\/\1>/g)];
  return { type, fields: Object.fromEntries(fields.map(([, name = "", text = ""]) => [name, unescapeXml(text)])) };
}

function textIn(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text === undefined ? undefined : unescapeXml(text);
}

function inner(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*)</${name}>`, "s").exec(xml)?.[1];
}

/** What stands in the members of a list; members may hold lists themselves. */
function membersOf(xml: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: tag, index } of xml.matchAll(/<\/?member>/g)) {
    if (tag === "<member>" && depth++ === 0) start = index + tag.length;
    if (tag === "</member>" && --depth === 0) members.push(xml.slice(start, index));
  }
  return members;
}

/** The recipients that a rule is for. An address also takes its labels: `news@` is for `news+x@`. */
export function recipientsOf(rule: ReceiptRule, recipients: readonly string[]): string[] {
  if (rule.recipients.length === 0) return [...recipients];
  return recipients.filter((recipient) => {
    const address = parseAddress(recipient);
    if (address === undefined) return false;
    const domain = address.domain;
    const bare = `${address.local.replace(/\+.*/, "")}@${domain}`.toLowerCase();
    const names = [domain, bare, address.text.toLowerCase(), ...parentsOf(domain).map((parent) => `.${parent}`)];
    return rule.recipients.some((listed) => names.includes(listed.toLowerCase()));
  });
}

/** SES takes mail for verified domains only, and their sub-domains. */
export async function receivable(cloud: Cloud, scope: Scope, recipients: readonly string[]): Promise<string[]> {
  const names = (await identityNames(cloud, scope)).map((name) => name.toLowerCase());
  return recipients.filter((recipient) => {
    const address = parseAddress(recipient);
    return address !== undefined && domainAndParents(address.domain).some((domain) => names.includes(domain));
  });
}

function parentsOf(domain: string): string[] {
  return domainAndParents(domain).slice(1);
}
