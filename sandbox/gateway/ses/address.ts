import { domainToASCII } from "node:url";

/** Domain of the mailbox simulator, https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html. */
export const SIMULATOR_DOMAIN = "simulator.amazonses.com";

/** An address without display name; the domain in lower case and punycode, the local part untouched, as SES writes it. */
export interface Address {
  readonly local: string;
  readonly domain: string;
  /** `local@domain`. */
  readonly text: string;
}

/** Reads `Name <local@domain>` or `local@domain`; undefined when it is no address that SES accepts. */
export function parseAddress(text: string): Address | undefined {
  const bare = (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();
  const [, local, rawDomain] = /^([^\s@<>,;]+|"[^"]+")@([^\s@<>,;]+)$/.exec(bare) ?? [];
  const domain = rawDomain === undefined ? "" : domainToASCII(rawDomain);
  if (!local || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return undefined;
  return { local, domain, text: `${local}@${domain}` };
}

/** Splits a header value such as `"Doe, J." <j@example.com>, k@example.com` at the commas outside quotes. */
export function splitAddresses(header: string): string[] {
  return (header.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== "");
}

/** The domain and its parents down to two labels, nearest first: an identity covers its subdomains. */
export function domainAndParents(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}
