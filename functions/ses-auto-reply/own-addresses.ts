import { canonicalDomain, type Mailbox, readMailbox } from "./mailbox";

/** SES's own bounces and notifications come from here. */
const OF_SES = "amazonses.com";

/** Which addresses are ours. */
export interface OwnAddresses {
  /** What the receipt rule lists: addresses, `example.com`, or `.example.com` for its sub-domains; none is everything. */
  readonly ruleRecipients: readonly string[];
  readonly ownDomains: readonly string[];
  /** From of every reply; undefined is the address written to. */
  readonly fromAddress: Mailbox | undefined;
}

/** Domains whose senders get no reply: those given, the rule's, the one replies come from, and SES's. */
export function domainsOf({ ruleRecipients, ownDomains, fromAddress }: OwnAddresses): string[] {
  const given = [...ownDomains, ...ruleRecipients].map((text) => text.slice(text.lastIndexOf("@") + 1));
  const domains = [...given.map((domain) => canonicalDomain(domain.replace(/^\./, ""))), OF_SES];
  return fromAddress === undefined ? domains : [...domains, fromAddress.domain];
}

/** Whether a domain is one of these or lies below one. */
export function isWithin(domain: string, domains: readonly string[]): boolean {
  return domains.some((own) => domain === own || domain.endsWith(`.${own}`));
}

/**
 * The address of ours that a mail was written to: the first that the rule lists. An address that the rule lists also
 * takes mail for its labels (`news+x@`), and answers under its own name.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html
 */
export function addressWrittenTo(
  recipients: readonly Mailbox[],
  ruleRecipients: readonly string[],
): Mailbox | undefined {
  if (ruleRecipients.length === 0) return recipients[0];
  for (const recipient of recipients) {
    for (const listed of ruleRecipients) {
      const own = matched(recipient, listed);
      if (own !== undefined) return own;
    }
  }
  return undefined;
}

function matched(recipient: Mailbox, listed: string): Mailbox | undefined {
  if (listed.startsWith("."))
    return recipient.domain.endsWith(`.${canonicalDomain(listed.slice(1))}`) ? recipient : undefined;
  if (!listed.includes("@")) return recipient.domain === canonicalDomain(listed) ? recipient : undefined;
  const own = readMailbox(listed.toLowerCase());
  const [base] = recipient.localPart.split("+");
  const isOwn = own?.domain === recipient.domain && [recipient.localPart, base].includes(own.localPart);
  return isOwn ? own : undefined;
}
