import { domainToASCII } from "node:url";

/** The two forms of an address that feedback needs. */
export interface AddressForms {
  /** For SES: trimmed, without display name, Unicode NFC, domain in punycode and lower case, local part untouched. */
  readonly address: string;
  /** For tables: `address` wholly in lower case. */
  readonly key: string;
}

/**
 * Reads an address as mail systems write it (`Gone <Gone@Example.com>`).
 *
 * @returns undefined when there is no local part or no domain, so no mailbox it could mean
 */
export function readAddress(text: string): AddressForms | undefined {
  const bare = (/<([^<>]*)>[^<>]*$/.exec(text)?.[1] ?? text).trim().normalize("NFC");
  const at = bare.lastIndexOf("@");
  const localPart = bare.slice(0, at);
  const domain = bare.slice(at + 1);
  if (at < 1 || domain === "") return undefined;
  // An address literal such as [192.0.2.1] has no punycode form.
  const address = `${localPart}@${domainToASCII(domain) || domain.toLowerCase()}`;
  return { address, key: address.toLowerCase() };
}

/**
 * Whether the address belongs to the SES mailbox simulator, whose addresses must stay sendable.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export function isSimulatorAddress(address: string): boolean {
  return address.toLowerCase().endsWith("@simulator.amazonses.com");
}
