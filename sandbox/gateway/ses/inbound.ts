import { readFile } from "node:fs/promises";
import { checked, fields, invalid, oneOf } from "../command-input";
import { ACCOUNT, REGION } from "../ministack";
import type { Cloud, Command } from "../service";
import { receiptRuleArn, runAction } from "./inbound-actions";
import { type Envelope, type InboundMail, readInboundMail, type VerdictName } from "./inbound-mail";
import { activeRuleSet, type ReceiptRule, receivable, recipientsOf } from "./receipt-rules";
import type { Scope } from "./state";

const EXAMPLE = '{"file": "mail.eml", "recipients": ["news@mail.example.com"]}';
const VERDICTS: readonly VerdictName[] = ["spam", "virus", "spf", "dkim", "dmarc"];
const STATUSES = ["PASS", "FAIL", "GRAY", "PROCESSING_FAILED"] as const;

/** What one rule did with a mail. */
interface RuleResult {
  readonly rule: string;
  readonly recipients: readonly string[];
  /** One for each action that ran. */
  readonly outcomes: readonly string[];
}

/**
 * `deliver {file | mail, sender?, recipients?, verdicts?, tls?}` takes a mail, a path to an `.eml` file or its text,
 * through the active receipt rule set as SES does. The envelope's sender and recipients are those of the mail's headers
 * unless given, verdicts (`{"spam": "FAIL"}`) are PASS, TLS is on. Answers with SES's id of the mail and what each rule
 * did.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html
 */
export function inboundCommands(cloud: Cloud, clock: () => Date): Record<"deliver", Command> {
  return {
    async deliver(input) {
      const { file, mail: text, region = REGION, ...rest } = fields(input, EXAMPLE);
      const scope = { account: ACCOUNT, region: checked("region", region, Boolean, "a Region such as us-east-1") };
      const mail = await readInboundMail(await rawMail(file, text), envelope(rest), clock());
      return { messageId: mail.messageId, ...(await receive(cloud, scope, mail)) };
    },
  };
}

async function rawMail(file: unknown, text: unknown): Promise<string> {
  if (typeof text === "string" && file === undefined) return text;
  const path = checked("file", file, Boolean, "the path of an .eml file, or its text as mail,");
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw invalid(`file is ${JSON.stringify(path)}, which cannot be read: ${(error as Error).message}.`);
  }
}

function envelope({ sender, recipients, verdicts = {}, tls = true }: Record<string, unknown>): Envelope {
  const given = fields(verdicts, '{"spam": "FAIL"}', "verdicts");
  for (const name of Object.keys(given)) oneOf("A name of verdicts", name, VERDICTS);
  const statuses = VERDICTS.map((name) => [name, oneOf(`verdicts.${name}`, given[name] ?? "PASS", STATUSES)]);
  if (typeof tls !== "boolean") throw invalid(`tls is ${JSON.stringify(tls)}; true or false is needed.`);
  return {
    ...(sender !== undefined && { sender: checked("sender", sender, () => true, "an address, or an empty text") }),
    ...(recipients !== undefined && {
      recipients: [recipients].flat().map((each) => checked("recipients", each, Boolean, "a list of addresses")),
    }),
    verdicts: Object.fromEntries(statuses) as Record<VerdictName, string>,
    tls,
  };
}

/** Takes a mail through the active rule set. */
async function receive(cloud: Cloud, scope: Scope, mail: InboundMail) {
  const set = await activeRuleSet(cloud, scope.region);
  if (set === undefined) return { rejected: "No receipt rule set is active.", rules: [] };
  const accepted = await receivable(cloud, scope, mail.recipients);
  if (accepted.length === 0) return { rejected: "No recipient is of a verified domain.", rules: [] };
  const results: RuleResult[] = [];
  for (const rule of set.rules) {
    const recipients = recipientsOf(rule, accepted);
    if (!rule.enabled || recipients.length === 0) continue;
    if (rule.tlsPolicy === "Require" && !mail.tls) {
      results.push({ rule: rule.name, recipients, outcomes: ["rejected: the rule takes mail by TLS only"] });
      break;
    }
    const { outcomes, isEnd } = await applyRule(cloud, scope, mail, { set: set.name, rule, recipients });
    results.push({ rule: rule.name, recipients, outcomes });
    if (isEnd) break;
  }
  return { ruleSet: set.name, rules: results };
}

async function applyRule(
  cloud: Cloud,
  scope: Scope,
  mail: InboundMail,
  {
    set,
    rule,
    recipients,
  }: { readonly set: string; readonly rule: ReceiptRule; readonly recipients: readonly string[] },
) {
  const outcomes: string[] = [];
  const context = { cloud, scope, mail, receipt: { rule, recipients }, ruleArn: receiptRuleArn(scope, set, rule.name) };
  for (const action of rule.actions) {
    const { outcome, next } = await runAction(action, context);
    outcomes.push(outcome);
    if (next !== "action") return { outcomes, isEnd: next === "end" };
  }
  return { outcomes, isEnd: false };
}
