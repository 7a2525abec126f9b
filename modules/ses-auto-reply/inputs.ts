import { between, type Check, each, input, matches, oneOf, type Rule, section } from "../shared/input";
import { common, deployment } from "../shared/inputs";

/** The same for receipt rules and their sets: https://docs.aws.amazon.com/ses/latest/APIReference/API_ReceiptRule.html */
const receiptName = matches(
  /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$/,
  "1 to 64 letters, digits, `_`, `.` or `-`, starting and ending with a letter or digit",
  "my rule",
);

const domain = matches(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, "a domain", "example");

const recipients: Check = {
  ...each(
    matches(
      /^([^@\s]+@|\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
      "an e-mail address, a domain, or a domain after a dot",
      "news@example",
    ),
  ),
  mustBe: "e-mail addresses, domains such as `example.com`, or `.example.com` for sub-domains",
};

const template = matches(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, hyphens or underscores", "my template");

/** Lambda allows 4 KB of environment in all: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_INLINE = 2048;
const MAX_LISTS = 1200;

export const inputs = {
  ...deployment,
  ...section("Receipt rule", {
    ruleSetName: input.string({
      default: "default-rule-set",
      description: "Receipt rule set that the rule joins, or the name of a created one.",
      check: receiptName,
    }),
    createRuleSet: input.bool({
      default: false,
      description: "Create the rule set, else `rule_set_name` has to exist.",
    }),
    manageActiveRuleSet: input.bool({
      default: false,
      description: "Make it the active rule set, in the place of the one that the account and Region has.",
    }),
    ruleName: input.string({
      default: null,
      description: "Name of the receipt rule; null is `name_prefix`.",
      check: receiptName,
    }),
    afterRuleName: input.string({
      default: null,
      description: "Rule of the set that comes before this one; null makes this one the first.",
      check: receiptName,
    }),
    recipients: input.setOfStrings({
      default: [],
      description: "Recipients whose mail is answered, at most 100; none are all verified domains of the account.",
      check: recipients,
    }),
    stopActionEnabled: input.bool({
      default: true,
      description: "End the rule set after the reply, so that no later rule takes the mail.",
    }),
    scanEnabled: input.bool({
      default: true,
      description: "Scan for spam and viruses; without it every mail that looks like a person's gets a reply.",
    }),
    tlsPolicy: input.string({
      default: "Optional",
      description: "Whether mail has to come by TLS.",
      check: oneOf("Optional", "Require"),
    }),
  }),
  ...section("Template", {
    templateSource: input.string({
      default: "ses",
      description: "Where the reply's template is: an SES template, the inline parts, or Pinpoint's API.",
      check: oneOf("ses", "pinpoint", "inline"),
    }),
    templateName: input.string({
      default: null,
      description: "Name of the template; null is `name_prefix`. Not used by inline.",
      check: template,
    }),
    templateVersion: input.string({
      default: null,
      description: "Version of a Pinpoint template; null is the active one.",
      check: matches(/^[0-9]+$/, "a whole number", "latest"),
    }),
    createTemplate: input.bool({
      default: false,
      description: "Make the template, in SES or Amazon Pinpoint, from the inline parts.",
    }),
    inlineSubject: input.string({
      default: null,
      description: "Subject of the reply; the mail's own subject follows it.",
      check: matches(/^[^\r\n]{1,250}$/, "1 to 250 characters on one line", ""),
    }),
    inlineHtml: input.string({
      default: null,
      description: "HTML part of the reply; `%%NAME%%` and `%%ID%%` are filled in.",
    }),
    inlineText: input.string({
      default: null,
      description: "Text part of the reply; null makes it from the HTML part.",
    }),
    nameSource: input.string({
      default: "from_header",
      description: "What `%%NAME%%` becomes: the whole From header, the sender's display name or address.",
      check: oneOf("from_header", "display_name", "address"),
    }),
    idSource: input.string({
      default: "ses_message_id",
      description: "What `%%ID%%` becomes: SES's id of the mail, or its Message-ID header.",
      check: oneOf("ses_message_id", "message_id_header"),
    }),
    engagementApiArn: common.engagementApiArn,
  }),
  ...section("Reply", {
    fromAddress: common.fromAddress,
    replyAddressSource: input.string({
      default: "from",
      description: "Header whose address the reply goes to; without Reply-To, reply_to is from.",
      check: oneOf("from", "reply_to", "return_path"),
    }),
    ownDomains: input.setOfStrings({
      default: [],
      description: "Domains whose senders get no reply, beside those of `recipients` and `from_address`.",
      check: each(domain, "domains"),
    }),
    requireAuthenticatedSender: input.bool({
      default: true,
      description: "Reply only to senders that DMARC, DKIM or SPF proves, so that nobody gets replies to forged mail.",
    }),
    replyIntervalHours: input.number({
      default: 24,
      description: "Hours between two replies to one sender; 0 limits nothing but one reply per mail.",
      check: between(0, 720),
    }),
    configurationSetName: common.configurationSetName,
  }),
  ...section("Operation", {
    dlqRetentionSeconds: common.dlqRetentionSeconds,
    alarmTopicArn: common.alarmTopicArn,
    logRetentionDays: common.logRetentionDays,
    logLevel: common.logLevel,
  }),
};

const lengthOf = (...texts: unknown[]) => texts.reduce<number>((sum, text) => sum + String(text ?? "").length, 0);

export const rules: readonly Rule[] = [
  {
    input: "inlineSubject",
    message:
      'template_source = "inline" and create_template = true need inline_subject, and inline_html or inline_text.',
    condition:
      '!(var.create_template || var.template_source == "inline") || (var.inline_subject != null && (var.inline_html != null || var.inline_text != null))',
    accepts: ({ createTemplate, templateSource, inlineSubject, inlineHtml, inlineText }) =>
      !(createTemplate || templateSource === "inline") ||
      (inlineSubject !== undefined && (inlineHtml !== undefined || inlineText !== undefined)),
    refused: { templateSource: "inline" },
  },
  {
    input: "inlineSubject",
    message: `template_source = "inline" takes at most ${MAX_INLINE} characters of inline parts; use create_template for more.`,
    condition: `var.template_source != "inline" || length(join("", compact([var.inline_subject, var.inline_html, var.inline_text]))) <= ${MAX_INLINE}`,
    accepts: ({ templateSource, inlineSubject, inlineHtml, inlineText }) =>
      templateSource !== "inline" || lengthOf(inlineSubject, inlineHtml, inlineText) <= MAX_INLINE,
    refused: { templateSource: "inline", inlineSubject: "Re: ", inlineText: "x".repeat(MAX_INLINE) },
  },
  {
    input: "ownDomains",
    message: `recipients and own_domains take at most ${MAX_LISTS} characters together, and recipients 100 entries; name domains instead of addresses.`,
    condition: `length(var.recipients) <= 100 && length(join("", concat(tolist(var.recipients), tolist(var.own_domains)))) <= ${MAX_LISTS}`,
    accepts: ({ recipients, ownDomains }) =>
      (recipients as string[]).length <= 100 &&
      lengthOf(...(recipients as string[]), ...(ownDomains as string[])) <= MAX_LISTS,
    refused: { ownDomains: [`${"x".repeat(MAX_LISTS)}.example.com`] },
  },
];
